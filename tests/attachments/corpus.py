"""Files as people send them and as nobody should: name of the case → (file name, bytes, what is said; None: taken)."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from .making import EICAR, chunk, docx, jpg, pdf, png, repacked, retyped, segment, xlsx

ONLY, NOT_PDF, NOT_JPG, NOT_PNG = "只收PDF", "内容不是PDF", "内容不是JPG", "内容不是PNG"
HIDDEN, TORN, ODD = "夹带", "不完整", "结构异常"
DOCX, XLSX = docx(), xlsx()
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")
WORD_MAIN = b"wordprocessingml.document.main+xml"
OUTSIDE = b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'
LINKS = "word/_rels/settings.xml.rels"
TEMPLATE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    b' Target="http://203.0.113.1/x.dotm" TargetMode="External"/></Relationships>'
)
LINK = TEMPLATE.replace(b"attachedTemplate", b"hyperlink")


def zipped(*parts):
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def commented(package, comment):
    stream = BytesIO(package)
    with ZipFile(stream, "a") as archive:
        archive.comment = comment
    return stream.getvalue()


def entities():
    bomb = b'<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    return repacked(DOCX, more=[("word/extra.xml", bomb)])


def locked_entry():
    """The flag of an encrypted part, in both of the archive's tables."""
    return DOCX.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )


TAKEN = {
    "pdf": ("会议纪要.pdf", pdf()),
    "pdf 2.0": ("a.pdf", pdf(version=b"2.0")),
    "pdf that ends in spaces": ("a.pdf", pdf(tail=b"\r\n \0")),
    "pdf saved twice": ("a.pdf", pdf() + pdf()[9:].replace(b"startxref", b"startxref")),
    "pdf with a capital suffix": ("扫描件.PDF", pdf()),
    "png": ("截图.png", png()),
    "png with a note": ("a.png", png(2, 2, chunk(b"tEXt", b"Comment\0hello"))),
    "png of 40 million pixels": ("a.png", png(8000, 5000)),
    "jpg": ("现场照片.jpg", jpg()),
    "jpeg": ("IMG_0001.JPEG", jpg()),
    "progressive jpg": ("a.jpg", jpg(frame=0xC2)),
    "jpg with a thumbnail inside": ("a.jpg", jpg(2, 2, segment(0xE1, b"Exif\0\0" + jpg()))),
    "jpg with what a telephone writes behind it": ("a.jpg", jpg() + b"SEFHe\0\0\0\1\0\0\0SEFT"),
    "jpg with filling": ("a.jpg", b"\xff\xd8\xff\xff" + jpg()[2:]),
    "jpg of two dots in its name": ("a.b..jpg", jpg()),
    "docx": ("情况说明.docx", DOCX),
    "docx with a link to a site": (
        "a.docx",
        repacked(DOCX, more=[(LINKS, LINK)]),
    ),
    "xlsx": ("名单.xlsx", XLSX),
    "xlsx with a printer's settings": (
        "a.xlsx",
        repacked(XLSX, more=[("xl/printerSettings/printerSettings1.bin", b"p")]),
    ),
}
REFUSED = {
    # by name
    "no suffix": ("照片", jpg(), ONLY),
    "svg": ("a.svg", SVG, ONLY),
    "html": ("a.html", HTML, ONLY),
    "gif": ("a.gif", b"GIF89a" + b"\0" * 20, ONLY),
    "heic": ("a.heic", b"\0\0\0\x18ftypheic", ONLY),
    "zip": ("a.zip", zipped(("a.txt", b"a")), ONLY),
    "program": ("a.exe", b"MZ" + b"\0" * 60, ONLY),
    "program behind a pdf's name": ("发票.pdf.exe", pdf(), ONLY),
    "suffix after a NUL": ("a.pdf\0.exe", pdf(), ONLY),
    "old word": ("a.doc", OLE, "旧版.doc文件请另存为.docx"),
    "old excel": ("a.xls", OLE, "旧版.xls文件请另存为.xlsx"),
    "docm": ("a.docm", DOCX, "带宏"),
    "xlsm": ("a.xlsm", XLSX, "带宏"),
    # empty, too long, known
    "empty": ("a.pdf", b"", "空的"),
    "eleven megabytes": ("a.pdf", pdf(b"x" * (11 << 20)), "超过10 MB"),
    "eicar as pdf": ("a.pdf", EICAR, "病毒"),
    "eicar inside a pdf": ("a.pdf", pdf(EICAR), "病毒"),
    "eicar behind a jpg": ("a.jpg", jpg() + EICAR, "病毒"),
    # one thing under the name of another
    "program as pdf": ("a.pdf", b"MZ\x90\0" + b"\0" * 90, NOT_PDF),
    "program as jpg": ("a.jpg", b"\x7fELF" + b"\0" * 90, NOT_JPG),
    "html as pdf": ("a.pdf", HTML, NOT_PDF),
    "html as jpg": ("a.jpg", HTML, NOT_JPG),
    "svg as png": ("a.png", SVG, NOT_PNG),
    "png as jpg": ("a.jpg", png(), NOT_JPG),
    "jpg as png": ("a.png", jpg(), NOT_PNG),
    "pdf as docx": ("a.docx", pdf(), "不是 Word"),
    "docx as pdf": ("a.pdf", DOCX, NOT_PDF),
    "xlsx as docx": ("a.docx", XLSX, "不是 Word"),
    "docx as xlsx": ("a.xlsx", DOCX, "不是 Excel"),
    "any zip as docx": ("a.docx", zipped(("a.txt", b"a")), "不是 Word"),
    "old word as docx": ("a.docx", OLE, "不是 Word"),
    "locked docx": ("a.docx", LOCKED, "打开密码"),
    "locked part": ("a.docx", locked_entry(), "打开密码"),
    # two things at once
    "html before a pdf": ("a.pdf", HTML + pdf(), NOT_PDF),
    "html in a pdf's comment": ("a.pdf", pdf().replace(b"\n", b"\n%" + HTML + b"\n", 1), HIDDEN),
    "zip behind a pdf": ("a.pdf", pdf() + zipped(("a", b"a")), HIDDEN),
    "zip that ends like a pdf": ("a.pdf", pdf()[:9] + commented(zipped(("a", b"a")), pdf()[-40:]), HIDDEN),
    "html in a jpg's comment": ("a.jpg", jpg(2, 2, segment(0xFE, HTML)), HIDDEN),
    "html behind a jpg": ("a.jpg", jpg() + HTML, HIDDEN),
    "zip behind a jpg": ("a.jpg", jpg() + zipped(("a", b"a")), HIDDEN),
    "pdf behind a jpg": ("a.jpg", jpg() + pdf(), HIDDEN),
    "html in a png's note": ("a.png", png(2, 2, chunk(b"tEXt", HTML)), HIDDEN),
    "php in a png's own part": ("a.png", png(2, 2, chunk(b"zzZz", b"<?php system($_GET[0]);")), HIDDEN),
    "zip behind a png": ("a.png", png() + zipped(("a", b"a")), HIDDEN),
    "jpg before a docx": ("a.docx", jpg() + DOCX, HIDDEN),
    "a comment behind a docx": ("a.docx", commented(DOCX, HTML), HIDDEN),
    "bytes behind a docx": ("a.docx", DOCX + b"%PDF-1.7", HIDDEN),
    # pixel floods
    "png of 40 million and one": ("a.png", png(40_000_001, 1), "万像素"),
    "png of 4 billion by 4 billion": ("a.png", png(2**32 - 1, 2**32 - 1), "万像素"),
    "jpg of 65535 by 65535": ("a.jpg", jpg(65535, 65535), "万像素"),
    "a second frame that floods": ("a.jpg", jpg(2, 2, segment(0xC1, b"\x08\xff\xff\xff\xff\1\1\x11\0")), "万像素"),
    "png without size": ("a.png", png(0, 7), "没有大小"),
    "jpg without size": ("a.jpg", jpg(7, 0), "没有大小"),
    # cut off and bent
    "half a pdf": ("a.pdf", pdf()[: len(pdf()) // 2], TORN),
    "pdf without its last line": ("a.pdf", pdf()[:-7], TORN),
    "pdf that points nowhere": ("a.pdf", pdf().replace(b"startxref\n", b"startxref\n9"), ODD),
    "half a png": ("a.png", png()[:45], TORN),
    "png without its end": ("a.png", png()[:-12], TORN),
    "png part longer than the file": ("a.png", png()[:33] + b"\x7f\xff\xff\xffIDAT" + b"\0" * 40, TORN),
    "png without pixels": ("a.png", png().replace(b"IDAT", b"IDAX"), ODD),
    "png that begins with pixels": ("a.png", png()[:8] + chunk(b"IDAT", zlib.compress(b"")) + png()[8:], ODD),
    "png of endless parts": ("a.png", png(2, 2, *[chunk(b"tEXt", b"")] * 100_001), ODD),
    "half a jpg": ("a.jpg", jpg()[:30], TORN),
    "jpg without its end": ("a.jpg", jpg(end=b""), TORN),
    "jpg without a frame": ("a.jpg", jpg(frame=0xE2), ODD),
    "jpg of endless filling": ("a.jpg", b"\xff\xd8" + b"\xff" * 200_000 + jpg()[2:], TORN),
    "jpg with a part of no length": ("a.jpg", b"\xff\xd8\xff\xe0\0\0" + jpg()[2:], ODD),
    "half a docx": ("a.docx", DOCX[: len(DOCX) // 2], "不是 Word"),
    "scrambled docx": ("a.docx", DOCX[:60] + bytes(200) + DOCX[260:], "损坏"),
    # what runs by itself or fetches
    "pdf with script": ("a.pdf", pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "脚本"),
    "pdf with script in disguise": ("a.pdf", pdf(b"<< /S /J#61va#53cript >>"), "脚本"),
    "pdf that starts a program": ("a.pdf", pdf(b"<< /S /Launch /F (cmd.exe) >>"), "脚本"),
    "pdf with a file inside": ("a.pdf", pdf(b"<< /Type /EmbeddedFile >>"), "脚本"),
    "docx with macros": ("a.docx", repacked(DOCX, more=[("word/vbaProject.bin", OLE)]), "宏"),
    "docm under another name": ("a.docx", retyped(DOCX, WORD_MAIN, b"document.macroEnabled.main+xml"), "宏"),
    "dotx under another name": ("a.docx", retyped(DOCX, WORD_MAIN, b"template.main+xml"), "不是 Word"),
    "xlsx with macros": ("a.xlsx", repacked(XLSX, more=[("xl/vbaProject.bin", OLE)]), "宏"),
    "xlsx with old macros": ("a.xlsx", repacked(XLSX, more=[("xl/macrosheets/sheet1.xml", b"<a/>")]), "宏"),
    "docx with a control": ("a.docx", repacked(DOCX, more=[("word/activeX/activeX1.xml", b"<a/>")]), "控件"),
    "docx with a program inside": ("a.docx", repacked(DOCX, more=[("word/embeddings/oleObject1.bin", OLE)]), "程序"),
    "docx that fetches a template": ("a.docx", repacked(DOCX, more=[(LINKS, TEMPLATE)]), "别处"),
    # bombs
    "docx that swells": ("a.docx", repacked(DOCX, more=[("word/media/a.bmp", bytes(30 << 20))]), "压缩比"),
    "docx of very many parts": ("a.docx", repacked(DOCX, more=[(f"word/{n}", b"") for n in range(2100)]), "部件超过"),
    "docx with entities": ("a.docx", entities(), "实体"),
    "xlsx with entities": ("a.xlsx", repacked(XLSX, more=[("xl/a.xml", OUTSIDE)]), "DTD"),
    "docx with a part twice": ("a.docx", repacked(DOCX, more=[("word/a.xml", b"<a/>")] * 2), "重叠"),
    # paths
    "docx with a part outside": ("a.docx", repacked(DOCX, more=[("../../etc/cron.d/x", b"x")]), "越界"),
    "docx with a part at the root": ("a.docx", repacked(DOCX, more=[("/etc/passwd", b"x")]), "越界"),
    "docx with a part on a drive": ("a.docx", repacked(DOCX, more=[("C:/x.xml", b"<a/>")]), "越界"),
}  # fmt: skip
