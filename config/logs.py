"""Logs: one JSON object a line."""

import json
import logging
import re
from datetime import datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Links for enterprises carry their secret in the path: whatever follows /s/ goes, also half a link and a mistyped one.
SECRET = re.compile(r"(?<=/s/)[^/\s?\"']+|(?<![\w-])(?=[a-zA-Z_-]*\d)[a-zA-Z0-9_-]{32,}")


def masked(text: str) -> str:
    """The text without the secrets of links."""
    return SECRET.sub("…", text)


class Masking(logging.Formatter):
    """What another formatter says, without the secrets of links."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self.inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """The record as the inner formatter writes it, masked."""
        return masked(self.inner.format(record))


class JsonFormatter(logging.Formatter):
    """time, level, logger and message; line breaks are escaped by JSON, long tokens are left out."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line = {
            "time": datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        if record.exc_info:
            line["trace"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
