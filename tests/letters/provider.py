"""A mail provider on this machine, as Postmark's web interface answers (postmarkapp.com/developer/api/email-api)."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Provider:
    """`answer` is (status, what it says); `letters` what it took, `keys` by which keys."""

    def __init__(self):
        self.letters, self.keys = [], []
        self.answer = (200, {"ErrorCode": 0, "Message": "OK", "MessageID": "0a129aee-e1cd"})
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                provider.keys.append(self.headers["X-Postmark-Server-Token"])
                status, said = provider.answer
                if status == 200:
                    provider.letters.append(body)
                    said = said | {"To": body["To"], "SubmittedAt": "2027-03-01T12:00:00Z"}
                told = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
