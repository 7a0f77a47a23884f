"""A real mail server on this machine, which can be told to refuse, to fail half way, and to be away."""

import email
import email.policy
import socket

from aiosmtpd.controller import Controller


class Post:
    """`refusals` maps an address to the answer it gets; `accepted` holds the messages taken, parsed. What is to
    calendar+anything goes to `deliver`, where there is one."""

    def __init__(self):
        self.port = free_port()
        self.accepted = []
        self.refusals = {}
        self.after_data = ""
        self.deliver = None
        self._controller = None

    def open(self):
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def close(self):
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  aiosmtpd's name
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.after_data:
            return self.after_data
        if self.deliver and any(each.startswith("calendar+") for each in envelope.rcpt_tos):
            self.deliver(envelope.content)
            return "250 OK"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.accepted.append((envelope.mail_from, envelope.rcpt_tos, message))
        return "250 OK"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def text_of(message):
    """The text part, with the line ends of this machine."""
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")
