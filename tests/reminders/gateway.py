"""A gateway of the tests' own, on this machine."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event

KEY = "a key for the gateway under test, long enough"


class Gateway(ThreadingHTTPServer):
    """A gateway that notes what it is sent and answers what it is told to."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Taking)
        self.taken: list[tuple[dict, bytes]] = []
        self.status, self.location = 202, ""
        self.silent = Event()  # while set, who calls is left waiting

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/hook"


class Taking(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), body))
        if self.server.silent.is_set():
            self.rfile.read1(1)  # until the caller is gone
            return
        if not self.server.status:  # it hangs up without a word
            self.connection.close()
            return
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()

    do_GET = do_POST  # noqa: N815 - the name is the library's

    def log_message(self, *_):
        pass
