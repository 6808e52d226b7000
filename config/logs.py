"""Logs: one JSON object a line."""

import json
import logging
import re
from datetime import datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Links for enterprises carry their secret in the path.
SECRET = re.compile(r"(?<![\w-])(?=[a-zA-Z_-]*\d)[a-zA-Z0-9_-]{32,}")


class JsonFormatter(logging.Formatter):
    """time, level, logger and message; line breaks are escaped by JSON, long tokens are left out."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line = {
            "time": datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": SECRET.sub("…", record.getMessage()),
        }
        if record.exc_info:
            line["trace"] = SECRET.sub("…", self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
