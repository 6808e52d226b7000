"""A request is read whole or not at all: what a lost connection leaves of a form must not pass for the form."""

import codecs
from typing import IO, Any

from django.utils.http import parse_header_parameters

#: several times what any page takes; more is not even read
MOST_BYTES = 64 * 1024 * 1024
MOST_DIGITS = 19
TOO_LARGE = (
    "<!DOCTYPE html><html lang='zh-CN'><meta charset='utf-8'><title>内容太大</title><p>内容太大，没有收。</p></html>"
)
OTHER_CHARSET = (
    "<!DOCTYPE html><html lang='zh-CN'><meta charset='utf-8'><title>编码不对</title><p>只收UTF-8编码的内容。</p></html>"
)


class CutOff(OSError):
    """The body ended before the length that was announced. Django answers as to a lost connection."""


class Whole:
    """A request's body of `length` bytes, which says so when fewer come."""

    def __init__(self, stream: IO[bytes], length: int):
        self._stream, self._left = stream, length

    def read(self, size: int = -1) -> bytes:
        """As a file's; raises CutOff."""
        return self._told(self._stream.read(self._wanted(size)), size)

    def readline(self, size: int = -1) -> bytes:
        """As a file's; raises CutOff."""
        return self._told(self._stream.readline(self._wanted(size)), size)

    def _wanted(self, size: int) -> int:
        return self._left if size < 0 else min(size, self._left)

    def _told(self, data: bytes, size: int) -> bytes:
        self._left -= len(data)
        if self._left and not data and size:
            raise CutOff("the request's body ended too early")
        return data


def whole_bodies(application: Any) -> Any:
    """The WSGI application that reads bodies whole or not at all, none that are far too large, and none in a charset
    that is not ours."""

    def guarded(environ: dict[str, Any], start_response: Any) -> Any:
        said = environ.get("CONTENT_LENGTH") or ""
        # a length of more digits than these is no length, and Python does not read all of them
        length = (int(said) if len(said) <= MOST_DIGITS else MOST_BYTES + 1) if said.isdecimal() else 0
        if length > MOST_BYTES:
            return _refused(start_response, "413 Content Too Large", TOO_LARGE)
        if not _is_ours(environ.get("CONTENT_TYPE", "")):
            return _refused(start_response, "400 Bad Request", OTHER_CHARSET)
        environ["wsgi.input"] = Whole(environ["wsgi.input"], length)
        return application(environ, start_response)

    return guarded


def _is_ours(content_type: str) -> bool:
    """Whether a request is in UTF-8 as far as it says. Some names that Python knows are no charsets (hex, zip): Django
    fails over them before any page is asked. Those that nobody knows it takes for UTF-8."""
    try:
        named = parse_header_parameters(content_type)[1].get("charset", "utf-8")
        return codecs.lookup(named).name == "utf-8"
    except LookupError:
        return True
    except ValueError:  # it cannot be read
        return False


def _refused(start_response: Any, status: str, page: str) -> list[bytes]:
    answer = page.encode()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(answer)))]
    start_response(status, [*headers, ("Connection", "close")])
    return [answer]
