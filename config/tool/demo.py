"""`./run demo`: database, demo meetings, web server and both workers, under one command on this machine."""

import argparse
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from config.tool import children, environment, system
from config.tool.says import Stop

FIRST_PORT, PORTS = 8000, 20
PATIENCE = 60  # seconds for the web server's first answer
QUEUES = ("quick", "long")


def run(arguments):
    wants = arguments_of(arguments)
    port = choose_port(wants.port)
    address = f"http://127.0.0.1:{port}"
    notice = prepare()
    processes = fleet(address, port)
    try:
        for process in processes:
            process.start()
        wait_for(f"{address}/healthz", processes)
        print(f"\nConvoke is at {address}/  (Ctrl-C ends it)", flush=True)
        print(f"Sign in as any of the cast at {address}/accounts/login/", flush=True)
        print(f"Data, mail and logs are in {folder()}.{notice}", flush=True)
        return look_at_itself(address, processes) if wants.once else watch(processes)
    except KeyboardInterrupt:
        return 0
    finally:
        print("Ending.", flush=True)
        children.end(processes)


def arguments_of(arguments):
    parser = argparse.ArgumentParser(prog="./run demo")
    parser.add_argument("--port", type=int, help="this port, or none; without it 8000 or the next free one")
    parser.add_argument("--once", action="store_true", help="start, look at itself, end: 0 when all is well")
    return parser.parse_args(arguments)


def choose_port(wanted=None):
    if wanted is not None:
        if not is_free(wanted):
            raise Stop(f"Port {wanted} is taken: choose another, or leave --port out to get a free one.")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        if is_free(port):
            return port
    raise Stop(f"Ports {FIRST_PORT} to {FIRST_PORT + PORTS - 1} are all taken: name a free one with --port.")


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def prepare():
    """Environment, folder, tables and demo meetings; returns a line about what the machine lacks."""
    environment.ensure("requirements.lock")
    (folder() / "log").mkdir(parents=True, exist_ok=True)
    if subprocess.call(inside("prepare"), cwd=environment.ROOT, env=surroundings()):
        raise Stop("The demo's data could not be made ready (see above).")
    notice = system.notice_for_pdf()
    return f"\nNOTE  {notice}" if notice else ""


def folder():
    return Path(os.environ.get("CONVOKE_VAR", environment.ROOT / "var"))


def surroundings(**more):
    """The demo keeps to its own folder: a DATABASE_URL in the shell belongs to something else."""
    variables = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return variables | {"DJANGO_SETTINGS_MODULE": "config.settings.demo", "PYTHONUNBUFFERED": "1"} | more


def inside(verb, *arguments):
    return [environment.PYTHON, "-m", "config.tool.inside", verb, *arguments]


def fleet(address, port):
    """What runs, in the order of starting: the web server first, since someone is waiting for it."""
    variables = surroundings(SITE_ADDRESS=address)

    def child(name, *command, kind=children.Child, **more):
        log = folder() / "log" / f"{name.replace(' ', '-')}.log"
        return kind(name, [environment.PYTHON, *command], log, variables, **more)

    worker = ["manage.py", "db_worker", "--no-reload", "--no-startup-delay", "--queue-name"]
    return [
        child("web server", *web_server(port)),
        *(child(f"{queue} worker", *worker, queue) for queue in QUEUES),
        child("tick", "manage.py", "tick", kind=children.Periodic, every=60),
    ]


def web_server(port):
    gunicorn = ["-m", "gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    gunicorn += ["--worker-class", "gthread", "--threads", "8", "--no-control-socket"]
    return [*gunicorn, "--graceful-timeout", "5", "--log-level", "warning"]


def wait_for(address, processes):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if answer_of(address) == 200:
            return
        for process in processes:
            process.keep_alive()
        time.sleep(0.1)
    web = processes[0]
    raise Stop(f"The web server did not answer in {PATIENCE} seconds. Its last words:\n{web.last_words()}")


def answer_of(address):
    """The status that a page answers with, or None when nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  our own address
            answer.read()
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return None


def watch(processes):
    while True:
        time.sleep(0.5)
        for process in processes:
            process.keep_alive()


def look_at_itself(address, processes):
    """Fetches the pages that must answer, waits until no job is queued; 0 when all is well."""
    programs = program_pages()
    faults = [] if programs else ["no program is released"]
    for page in ["/healthz", "/readyz", "/", *programs]:
        status = answer_of(address + page)
        print(f"  {page}  {status or 'no answer'}", flush=True)
        faults += [] if status == 200 else [page]
    if not jobs_end(processes):
        faults.append("jobs")
    print(f"Not well: {', '.join(faults)}. The logs are in {folder() / 'log'}." if faults else "All is well.")
    return 1 if faults else 0


def jobs_end(processes):
    """Whether the queue empties itself while all processes are kept alive."""
    waiting = subprocess.Popen(inside("settle"), cwd=environment.ROOT, env=surroundings())
    while waiting.poll() is None:
        time.sleep(0.2)
        for process in processes:
            process.keep_alive()
    return waiting.returncode == 0


def program_pages():
    told = subprocess.run(
        inside("programs"), cwd=environment.ROOT, env=surroundings(), stdout=subprocess.PIPE, text=True, check=True
    )
    return told.stdout.split()
