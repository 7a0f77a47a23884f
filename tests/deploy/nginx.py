"""An nginx of our own for a while, on the configuration that is shipped and the folder of the tests."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.tool import system
from config.tool.postgres import free_port

SHIPPED = Path(__file__).resolve().parents[2] / "deploy" / "nginx" / "convoke.conf"
LINES = (
    ("server 127.0.0.1:8000;", "server 127.0.0.1:{python};"),
    ("listen 8080;", "listen 127.0.0.1:{port};"),
    ("set $convoke_var /var/lib/convoke;", "set $convoke_var {var};"),
    ("proxy_cache_path /var/cache/nginx/convoke", "proxy_cache_path {folder}/kept"),
    ("access_log /dev/stdout convoke;", "access_log {folder}/access.log convoke;"),
)


def written(folder: Path, **own: object) -> Path:
    """The shipped configuration with the lines that say "here" filled in."""
    text = SHIPPED.read_text()
    for line, filled in LINES:
        assert text.count(line) == 1, line
        text = text.replace(line, filled.format(folder=folder, **own))
    paths = "".join(
        f"    {kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "nginx.conf"
    main.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{ worker_connections 256; }}\nhttp {{\n{paths}{text}}}\n"
    )
    return main


def bare(folder: Path, files: Path, port: int) -> Path:
    """The least that nginx needs to give these gzipped files: what the shipped configuration is measured by."""
    main = folder / "nginx.conf"
    main.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{ worker_connections 256; }}\nhttp {{ access_log {folder}/access.log; server {{\n"
        f"listen 127.0.0.1:{port}; location / {{ root {files}; gzip_static always; gunzip on; }} }} }}\n"
    )
    return main


@contextmanager
def started(folder: Path, *, var: Path, python: int) -> Iterator[tuple[subprocess.Popen, int]]:
    """Yields the process and the port on which it listens. `python` is the port to which it passes on."""
    port = free_port()
    with running(folder, written(folder, var=var, python=python, port=port)) as server:
        yield server, port


@contextmanager
def running(folder: Path, conf: Path) -> Iterator[subprocess.Popen]:
    server = subprocess.Popen(  # noqa: S603  our own configuration
        [system.nginx(), "-c", conf, "-p", folder], stderr=subprocess.DEVNULL
    )
    try:
        yield server
    finally:
        server.terminate()
        server.wait(10)
