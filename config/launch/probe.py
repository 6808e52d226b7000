"""`python -m config.launch.probe URL`: exit 0 when the address answers 200. For container health checks."""

import os
import sys
from urllib.request import Request, urlopen

TIMEOUT_SECONDS = 5


def main(url: str) -> None:
    """Ask as a visitor of the first allowed host would; an answer other than 200 raises."""
    host = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].strip()
    with urlopen(Request(url, headers={"Host": host}), timeout=TIMEOUT_SECONDS):  # noqa: S310 - our own address
        pass


if __name__ == "__main__":
    main(sys.argv[1])
