"""Looks a packed workbook over before anything parses it: size, structure, and what hostile files are made of.

Imports no Django: it runs in the child process that reads the file (`child.py`).
"""

import re
import zipfile
import zlib
from dataclasses import dataclass, replace
from typing import BinaryIO

MEGABYTE = 1024 * 1024
CHUNK = 256 * 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls and of encrypted files
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED_ENTRY = 0x1
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
ENCODING = re.compile(rb"""^[^>]{0,80}encoding\s*=\s*["']([^"']+)["']""")
# A cell far out: three letters, two from BI on, or six digits. Which of them are too far is then looked at. Blank rows
# and blank cells may stand anywhere: spreadsheets format whole columns, down to row 1048576, and the parser skips them.
FAR = re.compile(
    rb"""\sr\s*=\s*["']([A-Z]{3,}\d+|(?:B[I-Z]|[C-Z][A-Z])\d+|[A-Z]{1,2}\d{6,})["'][^<>]*(?<!/)>\s*<[^/]"""
)
OVERLAP = 128  # what a chunk shares with the next, so that no match is cut in two


class Refusal(Exception):
    """A file that is not read at all, with the sentence for the user."""


@dataclass(frozen=True)
class Limits:
    """What a workbook may cost. Sizes in bytes, `seconds` of one processor."""

    packed: int = 20 * MEGABYTE
    inflated: int = 400 * MEGABYTE
    ratio: int = 100
    entries: int = 2000
    rows: int = 200_000
    columns: int = 60
    memory: int = 1024 * MEGABYTE
    seconds: int = 60

    def raised(self, megabytes: int) -> "Limits":
        """The limits for a file of up to `megabytes` MB: size, rows, memory and time grow together."""
        if megabytes * MEGABYTE <= self.packed:
            return replace(self, packed=megabytes * MEGABYTE)
        factor = -(-megabytes * MEGABYTE // self.packed)
        return replace(
            self,
            packed=megabytes * MEGABYTE,
            inflated=self.inflated * factor,
            rows=min(self.rows * factor, 1_048_576),
            memory=self.memory * factor,
            seconds=self.seconds * factor,
        )


@dataclass(frozen=True)
class Package:
    """What a packed office file is to be: its name for people, its main part, and what is being done with it."""

    name: str = "Excel 工作簿（.xlsx）"
    main: str = "xl/workbook.xml"
    verb: str = "导入"


WORKBOOK = Package()


def inspect(file: BinaryIO, limits: Limits, package: Package = WORKBOOK) -> int:
    """Raise Refusal unless the file is such a package within the limits. Returns how many rows its sheets hold in all.

    Sizes are counted while inflating: what the archive says about itself is not believed.
    """
    size = file.seek(0, 2)
    if size > limits.packed:
        raise Refusal(f"文件超过 {limits.packed // MEGABYTE} MB")
    archive = _open(file, package)
    entries = archive.infolist()
    _check_listing(entries, size, limits, package)
    inflated = rows = 0
    for entry in entries:
        part = _Part(entry.filename, limits)
        try:
            inflated = _inflate(archive, entry, part, inflated, limits)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise Refusal("文件已损坏，无法解压") from error
        rows += part.rows
    return rows


def _open(file: BinaryIO, package: Package) -> zipfile.ZipFile:
    file.seek(0)
    if file.read(8) == OLD_OFFICE:
        file.seek(0)
        if ENCRYPTED in file.read(MEGABYTE):
            raise Refusal(_locked(package))
        raise Refusal("这是旧版 .xls 文件，请另存为 .xlsx 后再导入" if package is WORKBOOK else f"不是 {package.name}")
    file.seek(0)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refusal(f"不是 {package.name}") from error


def _locked(package: Package) -> str:
    return f"{'工作簿' if package.main == WORKBOOK.main else '文件'}设有打开密码，请去掉密码后再{package.verb}"


def _check_listing(entries: list[zipfile.ZipInfo], size: int, limits: Limits, package: Package) -> None:
    if len(entries) > limits.entries:
        raise Refusal(f"文件内部件超过 {limits.entries:,} 个")
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names or package.main not in names:
        raise Refusal(f"不是 {package.name}")
    if any(entry.flag_bits & ENCRYPTED_ENTRY for entry in entries):
        raise Refusal(_locked(package))
    # parts that share their bytes are how a small file inflates without end
    if len(names) < len(entries) or sum(entry.compress_size for entry in entries) > size:
        raise Refusal("文件结构异常（部件重叠），已拒绝读取")


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, part: "_Part", inflated: int, limits: Limits) -> int:
    """Run one part through the checks; returns the bytes inflated so far."""
    own = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            own += len(chunk)
            if inflated + own > limits.inflated:
                raise Refusal(f"解压后超过 {limits.inflated // MEGABYTE} MB，已拒绝读取")
            if own > MEGABYTE and own > limits.ratio * max(entry.compress_size, 1):
                raise Refusal(f"压缩比超过 {limits.ratio} 倍，已拒绝读取")
            part.look(chunk)
    return inflated + own


class _Part:
    """The checks of one part, chunk by chunk."""

    def __init__(self, name: str, limits: Limits):
        self.rows = 0
        self._limits = limits
        self._is_xml = name.lower().endswith((".xml", ".rels", ".vml"))
        self._is_sheet = name.startswith("xl/worksheets/")
        self._tail: bytes | None = None

    def look(self, chunk: bytes) -> None:
        if not self._is_xml:
            return
        if self._tail is None:
            self._tail = b""
            _check_encoding(chunk)
        window = self._tail + chunk
        if DOCTYPE.search(window):
            raise Refusal("文件含有 DTD 或实体声明，已拒绝读取")
        if self._is_sheet:
            self.rows += window.count(b"<row") - self._tail.count(b"<row")
            self._check_reach(window)
        self._tail = window[-OVERLAP:]

    def _check_reach(self, window: bytes) -> None:
        for found in FAR.finditer(window):
            letters = found[1].rstrip(b"0123456789")
            row = int(found[1][len(letters) :])
            if row > self._limits.rows or _column_number(letters) > self._limits.columns:
                where = found[1].decode()
                raise Refusal(
                    f"工作表超出 {self._limits.rows:,} 行或 {self._limits.columns} 列（{where}），请删去多余的空行空列"
                )


def _check_encoding(head: bytes) -> None:
    said = ENCODING.search(head)
    if b"\0" in head[:16] or head[:2] in (b"\xff\xfe", b"\xfe\xff") or (said and said[1].upper() != b"UTF-8"):
        raise Refusal("文件内部不是 UTF-8 编码，已拒绝读取")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
