"""Files that are no workbooks, or workbooks made to do harm. Each function writes one to a path."""

import random
import zipfile
from zipfile import ZIP_DEFLATED, ZipFile

from .making import district_book, write

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def rewritten(path, change):
    """The small district's workbook with `change(name, bytes) -> bytes` applied to every part."""
    rewrite(write(path, district_book()), change)


def rewrite(path, change):
    """Apply `change(name, bytes) -> bytes` to every part of the workbook."""
    with ZipFile(path) as book:
        parts = {name: change(name, book.read(name)) for name in book.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)


def with_sheet(path, xml):
    rewritten(path, lambda name, content: xml.encode() if name == SHEET else content)


def text_file(path):
    path.write_text("首席服务官,编号\n")


def empty_file(path):
    path.write_bytes(b"")


def old_excel(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))


def encrypted(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))


def locked_entry(path):
    rewritten(path, lambda name, content: content)
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


def other_zip(path):
    with ZipFile(path, "w") as book:
        book.writestr("readme.txt", "no workbook")


def cut_off(path):
    write(path, district_book())
    path.write_bytes(path.read_bytes()[:-300])


def scrambled(path):
    """The archive is whole, a part inside is not."""
    write(path, district_book())
    with ZipFile(path) as book:
        entry = book.getinfo(SHEET)
    data = bytearray(path.read_bytes())
    start = entry.header_offset + 30 + len(SHEET)
    data[start : start + 40] = bytes(40)
    path.write_bytes(data)


def broken_xml(path):
    with_sheet(path, HEAD + "<row><c")


def _stuffed(path, megabytes, filling):
    """A sheet of that size in a file one sixtieth of it: `filling` again and again, and some noise."""
    dice = random.Random(1)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
        with book.open(SHEET, "w", force_zip64=True) as part:
            for _ in range(megabytes // 4):
                part.write(dice.randbytes(60_000) + filling * (4_000_000 // len(filling)))


def too_much(path):
    """More than 400 MB of rows in a small file."""
    _stuffed(path, 440, bytes(1000))


def slow_to_look_at(path):
    """Within every limit of size, but each cell has to be looked at."""
    _stuffed(path, 120, b'<c r="A100000"><v>')


def squeezed(path):
    with_sheet(path, HEAD + " " * 4_000_000 + TAIL)


def lying_sizes(path):
    """The listing says that the part inflates to nothing much."""
    with_sheet(path, HEAD + " " * 4_000_000 + TAIL)
    with ZipFile(path) as book:
        size = book.getinfo(SHEET).file_size
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))


def many_parts(path):
    rewritten(path, lambda name, content: content)
    with ZipFile(path, "a") as book:
        for number in range(2001):
            book.writestr(f"xl/media/{number}.txt", "")


def overlapping(path):
    """Many parts that share the same bytes."""
    rewritten(path, lambda name, content: content)
    with ZipFile(path, "a", ZIP_DEFLATED) as book:
        book.writestr("xl/media/big.xml", "x" * 3_000_000)
        big = book.getinfo("xl/media/big.xml")
        for number in range(50):
            twin = zipfile.ZipInfo(f"xl/media/{number}.xml")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(twin, field, getattr(big, field))
            book.filelist.append(twin)
            book.NameToInfo[twin.filename] = twin
        book._didModify = True


def entities(path):
    with_sheet(path, '<?xml version="1.0"?>' + BOMB + HEAD + TAIL)


def outside_entity(path):
    doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    with_sheet(
        path, '<?xml version="1.0"?>' + doctype + HEAD + "<row><c t='inlineStr'><is><t>&a;</t></is></c></row>" + TAIL
    )


def other_encoding(path):
    xml = '<?xml version="1.0" encoding="UTF-16"?>' + BOMB + HEAD + TAIL
    rewritten(path, lambda name, content: xml.encode("utf-16") if name == SHEET else content)


def far_cell(path):
    with_sheet(
        path, HEAD + '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="XFD2" s="1"><v>1</v></c></row>' + TAIL
    )


def far_row(path):
    with_sheet(path, HEAD + '<row r="200001"><c r="A200001"><v>1</v></c></row>' + TAIL)


def far_column(path):
    with_sheet(path, HEAD + '<row r="1"><c r="BI1"><v>1</v></c></row>' + TAIL)


def long_sheet(path):
    """Nothing wrong, only long: 150,000 units."""
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    rows = (f"<row>{cell.format(f'单位{number}')}{cell.format('其他')}</row>" for number in range(150_000))
    header = f"<row>{cell.format('单位名称')}{cell.format('单位类别')}</row>"
    with_sheet(path, HEAD + header + "".join(rows) + TAIL)


#: what is wrong, and what the user reads
FILES = [
    (text_file, "不是 Excel 工作簿（.xlsx）"),
    (empty_file, "不是 Excel 工作簿（.xlsx）"),
    (old_excel, "这是旧版 .xls 文件，请另存为 .xlsx 后再导入"),
    (encrypted, "工作簿设有打开密码，请去掉密码后再导入"),
    (locked_entry, "工作簿设有打开密码，请去掉密码后再导入"),
    (other_zip, "不是 Excel 工作簿（.xlsx）"),
    (cut_off, "不是 Excel 工作簿（.xlsx）"),
    (scrambled, "文件已损坏，无法解压"),
    (broken_xml, "文件已损坏，无法读取"),
    (too_much, "解压后超过 400 MB，已拒绝读取"),
    (squeezed, "压缩比超过 100 倍，已拒绝读取"),
    (lying_sizes, "文件已损坏，无法解压"),
    (many_parts, "文件内部件超过 2,000 个"),
    (overlapping, "文件结构异常（部件重叠），已拒绝读取"),
    (entities, "文件含有 DTD 或实体声明，已拒绝读取"),
    (outside_entity, "文件含有 DTD 或实体声明，已拒绝读取"),
    (other_encoding, "文件内部不是 UTF-8 编码，已拒绝读取"),
    (far_cell, "工作表超出 200,000 行或 60 列（XFD2），请删去多余的空行空列"),
    (far_row, "工作表超出 200,000 行或 60 列（A200001），请删去多余的空行空列"),
    (far_column, "工作表超出 200,000 行或 60 列（BI1），请删去多余的空行空列"),
]
