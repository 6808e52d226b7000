"""T30: names are cleaned when they come and told whole when they go."""

from email.message import Message
from urllib.parse import unquote

import pytest

from officers.attachments.names import clean, disposition

LONG = "走访现场照片" * 60


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("现场照片.jpg", "现场照片.jpg"),
        ("现场 照片(1).JPEG", "现场 照片(1).jpg"),
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\Users\\lin\\照片.jpg", "照片.jpg"),
        ("a\r\nSet-Cookie: x=1.jpg", "aSet-Cookie_ x=1.jpg"),
        ("a\0b.jpg", "ab.jpg"),
        ('引"号;.jpg', "引_号;.jpg"),
        ("CON.jpg", "_CON.jpg"),
        ("con.x.jpg", "_con.x.jpg"),
        ("LPT1 .jpg", "_LPT1.jpg"),
        ("contract.jpg", "contract.jpg"),
        ("gpj.\u202eexe.jpg", "gpj.exe.jpg"),
        ("e\u0301.jpg", "é.jpg"),
        (".jpg", "附件.jpg"),
        ("....jpg", "附件.jpg"),
        ("", "附件.jpg"),
        ("\ud800.jpg", "附件.jpg"),
        ("a<b>|?*.jpg", "a_b____.jpg"),
        ("a. .jpg", "a.jpg"),
    ],
)
def test_a_name_is_one_that_every_system_takes(given, kept):
    assert clean(given, "jpg") == kept


@pytest.mark.parametrize("given", [f"{LONG}.pdf", f"{'a' * 300}.pdf", f"{'𠮷' * 80}.pdf", LONG])
def test_a_long_name_is_cut_between_characters_and_keeps_its_kind(given):
    kept = clean(given, "pdf")
    assert len(kept.encode()) <= 200
    assert kept.endswith(".pdf")
    assert given.startswith(kept[:-4])


@pytest.mark.parametrize("name", ["现场照片.jpg", 'a";b.jpg', "100%.jpg", "a\r\nb.jpg", f"{LONG}.jpg", "a'b*.jpg"])
def test_the_header_is_one_line_of_plain_letters_and_says_the_whole_name(name):
    told = disposition(name, "attachment-2021-0001.jpg")
    assert told.isascii()
    assert told.isprintable()
    parsed = Message()
    parsed["Content-Disposition"] = told
    assert parsed.get_content_disposition() == "attachment"
    assert unquote(told.split("filename*=UTF-8''")[1]) == name
