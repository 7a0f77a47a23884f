"""A Dovecot of our own for a while, in a folder of the test, as whoever runs the tests."""

import grp
import imaplib
import mailbox
import os
import pwd
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from config.tool import system
from tests.letters.post import free_port

PASSWORD = "convoke"

CONF = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
{tls}
disable_plaintext_auth = no
auth_failure_delay = 0
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 0
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  prefix = {prefix}
}}
"""


@contextmanager
def started(prefix: str = "", certificate: Path | None = None) -> Iterator["Dovecot"]:
    """`prefix` is what the names of all folders but the inbox begin with; `certificate` a file with its key."""
    with TemporaryDirectory(prefix="convoke-dovecot-") as folder:
        server = Dovecot(Path(folder), prefix, certificate)
        server.open()
        try:
            yield server
        finally:
            server.close()


class Dovecot:
    """`port` stays the same when it is stopped and started again. Root lends its mailboxes to nobody: Dovecot gives
    none of root's."""

    def __init__(self, folder: Path, prefix: str, certificate: Path | None):
        self.folder, self.port, self._server = folder, free_port(), None
        self.tls_port = free_port() if certificate else 0
        tls = f"ssl = required\nssl_cert = <{certificate}\nssl_key = <{certificate}" if certificate else "ssl = no"
        me = pwd.getpwuid(os.getuid())
        is_root = me.pw_uid == 0
        self._owner = pwd.getpwnam("nobody") if is_root else me
        own = (
            {"internal": "dovecot", "login": "dovenull"}
            if is_root
            else dict.fromkeys(("internal", "login"), me.pw_name)
        )
        (folder / "home").mkdir()
        self._maildir = mailbox.Maildir(folder / "mail")
        self._lend()
        (folder / "conf").write_text(
            CONF.format(
                folder=folder,
                port=self.port,
                password=PASSWORD,
                prefix=prefix,
                tls=tls,
                tls_port=self.tls_port,
                owner=self._owner.pw_name,
                group=grp.getgrgid(self._owner.pw_gid).gr_name,
                internal_group=grp.getgrgid(pwd.getpwnam(own["internal"]).pw_gid).gr_name,
                **own,
            )
        )

    def open(self):
        self._server = subprocess.Popen(  # noqa: S603  our own configuration
            [system.dovecot(), "-F", "-c", self.folder / "conf"], stderr=subprocess.DEVNULL
        )
        for _ in range(100):
            try:
                imaplib.IMAP4("127.0.0.1", self.port, timeout=5).logout()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"Dovecot does not answer: {(self.folder / 'log').read_text()}")

    def close(self):
        if self._server:
            self._server.terminate()
            self._server.wait(10)
            self._server = None

    def deliver(self, message: bytes) -> None:
        """As a mail server that delivers into the mailbox."""
        self._maildir.add(message)
        self._lend()

    def folders(self) -> dict[str, list[bytes]]:
        """What lies where, as another mail program sees it; folders without mail are left out."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=5)
        client.login("calendar", PASSWORD)
        found = {}
        for line in client.list()[1]:
            name = line.decode().rsplit(' "." ', 1)[-1].strip('"')
            if client.select(f'"{name}"', readonly=True)[0] != "OK":
                continue
            numbers = client.search(None, "ALL")[1][0].split()
            mails = [client.fetch(each, "(BODY.PEEK[])")[1][0][1] for each in numbers]
            if mails:
                found[name] = mails
        client.logout()
        return found

    def _lend(self) -> None:
        if os.getuid():
            return
        self.folder.chmod(0o755)
        for path in (self.folder / "home", self.folder / "mail", *(self.folder / "mail").rglob("*")):
            os.chown(path, self._owner.pw_uid, self._owner.pw_gid)
