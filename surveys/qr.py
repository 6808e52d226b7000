"""QR codes as SVG that stands in the page itself: no request, no file that could be kept."""

import segno
from django.utils.safestring import SafeString, mark_safe

#: what the standard asks for around the code, in modules
QUIET_ZONE = 4


def code(text: str) -> SafeString:
    """The text as a QR code in black on white with its quiet zone; a seventh of it may be dirty or torn."""
    drawn = segno.make(text, error="m", micro=False, boost_error=False)
    return mark_safe(  # noqa: S308 - segno draws squares; nothing of the text stands in it
        drawn.svg_inline(border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    )
