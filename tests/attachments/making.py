"""Small files of each kind, whole and in order, and the tools to spoil them."""

import struct
import zlib
from io import BytesIO
from warnings import catch_warnings
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from openpyxl import Workbook

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(*objects, version=b"1.7", tail=b"\n"):
    """A PDF of these objects' texts."""
    body = b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n"
    for number, text in enumerate(objects or (b"<< /Type /Catalog >>",), start=1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R >>\n"
    return body + table + b"startxref\n%d\n%%%%EOF" % len(body) + tail


def chunk(kind, content):
    """One part of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width=2, height=2, *more):
    """A PNG that says it has this size; `more` are parts between its head and its pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 14)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def segment(marker, content):
    """One part of a JPG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def jpg(width=2, height=2, *more, frame=0xC0, end=b"\xff\xd9"):
    """A JPG that says it has this size; `more` are parts before its frame."""
    jfif = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    size = segment(frame, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34"
    return b"\xff\xd8" + jfif + b"".join(more) + size + scan + end


def docx():
    """A letter as Word would save it."""
    document, stream = Document(), BytesIO()
    document.add_paragraph("走访情况")
    document.save(stream)
    return stream.getvalue()


def xlsx():
    """A workbook as Excel would save it."""
    book, stream = Workbook(), BytesIO()
    book.active.append(["企业", "诉求"])
    book.save(stream)
    return stream.getvalue()


def repacked(package, *, without=(), more=(), change=None):
    """The package without some parts, with some more as (name, bytes), the others run through `change`."""
    stream = BytesIO()
    with catch_warnings(action="ignore"), ZipFile(BytesIO(package)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in without:
                content = old.read(entry)
                new.writestr(entry.filename, change(entry.filename, content) if change else content)
        for name, content in more:
            new.writestr(name, content)
    return stream.getvalue()


def retyped(package, old, new):
    """The package with other words in its table of types."""
    return repacked(package, change=lambda name, text: text.replace(old, new) if "Content_Types" in name else text)
