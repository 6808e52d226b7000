"""Which files are taken: those whose name, first bytes and structure agree that they are one of a few plain kinds."""

from pathlib import PurePosixPath
from typing import BinaryIO

from ..workbook.gate import MEGABYTE, Refusal
from . import office, pdf, pictures

MOST_BYTES = 10 * MEGABYTE
ACCEPTED = "PDF、JPG、PNG、Word（.docx）、Excel（.xlsx）"
SUFFIXES = {".pdf": "pdf", ".jpg": "jpg", ".jpeg": "jpg", ".png": "png", ".docx": "docx", ".xlsx": "xlsx"}
CHECKS = {
    "pdf": pdf.check,
    "jpg": pictures.check_jpeg,
    "png": pictures.check_png,
    "docx": office.check_document,
    "xlsx": office.check_workbook,
}
OLD = {".doc": "docx", ".xls": "xlsx"}
MACROS = (".docm", ".xlsm", ".dotm", ".xltm", ".xlsb")
#: the string by which those who look after a site see that files are looked at
EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


def judge(name: str, file: BinaryIO) -> str:
    """The kind of the file that calls itself `name`: pdf, jpg, png, docx or xlsx. The file stands at its beginning
    afterwards. Raises Refusal with the sentence for the user."""
    kind = _promised(name)
    size = file.seek(0, 2)
    if size == 0:
        raise Refusal("文件是空的")
    if size > MOST_BYTES:
        raise Refusal(f"文件超过{MOST_BYTES // MEGABYTE} MB")
    file.seek(0)
    content = file.read()
    if EICAR in content:
        raise Refusal("文件含有病毒特征，已拒绝")
    CHECKS[kind](content)
    file.seek(0)
    return kind


def _promised(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if suffix in OLD:
        raise Refusal(f"旧版{suffix}文件请另存为.{OLD[suffix]}后再上传")
    if suffix in MACROS:
        raise Refusal("带宏的文件不能上传，请另存为.docx或.xlsx")
    raise Refusal(f"只收{ACCEPTED}")
