"""A virus scanner as clamd speaks over TCP (INSTREAM): it knows one virus, EICAR."""

import socketserver
import struct
import threading
from contextlib import contextmanager

from tests.factories.files import EICAR

LONGEST = 1_000_000


class Scanner(socketserver.StreamRequestHandler):
    def handle(self):
        if self.rfile.readline() != b"nINSTREAM\n":
            self.wfile.write(b"UNKNOWN COMMAND\n")
            return
        body = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            body += self.rfile.read(size)
        self.server.seen.append(body)
        self.wfile.write(self.verdict(body))

    def verdict(self, body: bytes) -> bytes:
        if self.server.sulks:
            return b""
        if len(body) > LONGEST:
            return b"INSTREAM size limit exceeded. ERROR\n"
        return b"stream: Eicar-Test-Signature FOUND\n" if EICAR in body else b"stream: OK\n"


@contextmanager
def scanner():
    """A server on a port of its own; `.address` is what settings.CLAMD says, `.seen` what it was shown."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner) as server:
        server.daemon_threads = True
        server.seen, server.sulks = [], False
        server.address = f"127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
