"""A machine that takes messages: a real HTTP server of this test's own, on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Thread


class Listener:
    """`answers` are the statuses it gives, the last again and again; `heard` are bodies with their headers."""

    def __init__(self, server: ThreadingHTTPServer, scheme: str) -> None:
        self.answers = [200]
        self.heard: list[tuple[bytes, dict[str, str]]] = []
        self.address = f"{scheme}://127.0.0.1:{server.server_port}/convoke?key=abc"


@contextmanager
def listening(secure: SSLContext | None = None) -> Iterator[Listener]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.heard.append((body, dict(self.headers.items())))
            self.send_response(listener.answers.pop(0) if len(listener.answers) > 1 else listener.answers[0])
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self):
            listener.heard.append((b"followed", {}))

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if secure:
        server.socket = secure.wrap_socket(server.socket, server_side=True)
    listener = Listener(server, "https" if secure else "http")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
