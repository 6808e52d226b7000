"""Word and Excel files: packages of the right parts, within the workbooks' limits, that run and fetch nothing."""

import re
from io import BytesIO
from zipfile import ZipFile

from ..workbook.gate import MEGABYTE, Limits, Package, Refusal, inspect

#: nobody reads these here: rows and columns are as many as Excel has
LIMITS = Limits(packed=10 * MEGABYTE, inflated=200 * MEGABYTE, rows=1_048_576, columns=16_384)
DOCUMENT = Package("Word 文档（.docx）", "word/document.xml", "上传")
WORKBOOK = Package("Excel 工作簿（.xlsx）", "xl/workbook.xml", "上传")
MAIN = {
    DOCUMENT: b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    WORKBOOK: b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
FIRST = b"PK\x03\x04"
ACTIVE_PART = re.compile(r"vbaproject|activex/|macrosheets/|\.(?:bin|exe|dll|js|vbs|scr|html?|svg)$", re.IGNORECASE)
PRINTER = re.compile(r"xl/printerSettings/printerSettings\d+\.bin")
MACRO = re.compile(rb"macroEnabled|vnd\.ms-office\.vbaProject", re.IGNORECASE)
#: a template or an object that is fetched from elsewhere when the file is opened
FETCHED = re.compile(rb"<[^>]*/(?:attachedTemplate|oleObject|frame|subDocument)[\x22'][^>]*>", re.IGNORECASE)


def check_document(content: bytes) -> None:
    """Raise Refusal unless it is a plain .docx."""
    _check(content, DOCUMENT)


def check_workbook(content: bytes) -> None:
    """Raise Refusal unless it is a plain .xlsx."""
    _check(content, WORKBOOK)


def _check(content: bytes, package: Package) -> None:
    inspect(BytesIO(content), LIMITS, package)
    with ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        # something before the package, behind it or in its comment would be another file
        if not content.startswith(FIRST) or min(entry.header_offset for entry in entries) or archive.comment:
            raise Refusal("文件前后夹带了其他内容，已拒绝")
        if not content[-22:].startswith(b"PK\x05\x06"):
            raise Refusal("文件前后夹带了其他内容，已拒绝")
        for entry in entries:
            _check_name(entry.filename)
            if entry.file_size > MEGABYTE and entry.filename.lower().endswith((".rels", "[content_types].xml")):
                raise Refusal("文件结构异常，已拒绝")
        kinds = archive.read("[Content_Types].xml")
        if MACRO.search(kinds):
            raise Refusal("文件带有宏，请另存为不带宏的.docx或.xlsx后再上传")
        if MAIN[package] not in kinds:
            raise Refusal(f"不是 {package.name}")
        for entry in entries:
            if entry.filename.lower().endswith(".rels"):
                _check_links(archive.read(entry))


def _check_name(name: str) -> None:
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise Refusal("文件结构异常（部件路径越界），已拒绝")
    if ACTIVE_PART.search(name) and not PRINTER.fullmatch(name):
        raise Refusal("文件带有宏、控件或内嵌程序，请去掉后再上传")


def _check_links(links: bytes) -> None:
    if any(b"External" in link for link in FETCHED.findall(links)):
        raise Refusal("文件打开时会从别处取内容，请去掉后再上传")
