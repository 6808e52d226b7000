"""PDF: begins as one, ends as one, and its last line points to its table. What runs by itself is refused."""

import re

from ..workbook.gate import Refusal

HEAD = re.compile(rb"%PDF-[12]\.\d[\s%]")
END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\0]{0,16}\Z")
#: a table of objects, or an object that holds the table
TABLE = re.compile(rb"\s{0,8}(?:xref\b|\d{1,10}\s+\d{1,5}\s+obj\b)")
ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
OF_A_ZIP = b"PK\x05\x06"
LAST = 2048
#: where browsers and archivers look for what a file might be instead
OTHER = re.compile(rb"PK\x03\x04|<(?:!doctype|html|script|svg|\?php|iframe)", re.IGNORECASE)


def check(content: bytes) -> None:
    """Raise Refusal unless it is a whole PDF that only shows something."""
    if not HEAD.match(content):
        raise Refusal("内容不是PDF，请确认文件没有改过扩展名")
    if OTHER.search(content, 0, LAST):
        raise Refusal("PDF里夹带了其他内容，请重新导出后再上传")
    end = END.search(content[-LAST:])
    if end is None:
        raise Refusal("PDF不完整，请重新导出后再上传")
    if not TABLE.match(content, int(end[1])):
        raise Refusal("PDF结构异常，请重新导出后再上传")
    # names may be written by numbers: /J#61vaScript
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content) if b"#" in content else content
    if any(name in plain for name in ACTIVE) or OF_A_ZIP in content[-LAST:]:
        raise Refusal("PDF含有脚本、程序或内嵌文件，请打印成普通PDF后再上传")
