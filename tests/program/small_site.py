"""A site that says yes to everything, to look at a web server's log."""


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"yes"]
