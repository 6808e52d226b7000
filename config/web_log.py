"""gunicorn's own log."""

from logging import Formatter
from typing import Any

from gunicorn.glogging import Logger

from config.logs import Masking


class MaskedLog(Logger):
    """As gunicorn writes it, the access log too where an operator asks for one, without the secrets of links."""

    def setup(self, cfg: Any) -> None:
        """Set the handlers up as `cfg` says, and mask what they write."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                if not isinstance(handler.formatter, Masking):
                    handler.setFormatter(Masking(handler.formatter or Formatter()))
