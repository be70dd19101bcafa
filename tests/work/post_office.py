"""A mail server in a thread, on loopback: it keeps what it takes, and refuses what it is told to (收信测试服务器)."""

import contextlib
import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy

from luoshi.web.environment import Mail


class _Talk(socketserver.StreamRequestHandler):
    """As much of SMTP as a sender needs."""

    def handle(self):
        self.server.visits += 1
        self.is_plain = not self.server.is_wrapped
        with contextlib.suppress(OSError):
            if self.server.is_wrapped:
                self._encrypt()
            self._talk()

    def _talk(self):
        self._say("220 sink")
        while line := self.rfile.readline():
            verb, *words = line.decode().split() or [""]
            verb = verb.upper()
            if self.is_plain:
                self.server.plain.append(verb)
            if self.server.answers.get(verb) == SILENCE:
                self.rfile.read()
            elif verb == "DATA":
                self._data()
            elif verb == "EHLO" and self.server.secured:
                self._say("250-sink\r\n250 STARTTLS" if self.is_plain else "250-sink\r\n250 AUTH PLAIN")
            elif verb == "STARTTLS" and self.server.secured:
                self._say("220 go on")
                self._encrypt()
            elif verb == "AUTH" and verb not in self.server.answers:
                self.server.passwords.append(words[-1])
                self._say("235 welcome")
            else:
                self._say(self.server.answers.get(verb, ANSWERS.get(verb, "502 what?")))
            if verb == "QUIT":
                return

    def finish(self):
        with contextlib.suppress(OSError):
            super().finish()
        self.request.close()

    def _encrypt(self):
        """From here on nobody else reads along."""
        self.request = self.server.secured.wrap_socket(self.request, server_side=True)
        self.setup()
        self.is_plain = False

    def _data(self):
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return
            lines.append(line[1:] if line.startswith(b".") else line)
        answer = self.server.answers.get("DATA", "250 taken")
        if answer.startswith("250"):
            self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self._say(answer)

    def _say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


SILENCE = ""
ANSWERS = {
    "EHLO": "250 sink",
    "HELO": "250 sink",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "RSET": "250 ok",
    "NOOP": "250 ok",
    "QUIT": "221 bye",
}


class PostOffice(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port, secured, is_wrapped):
        super().__init__(("127.0.0.1", port), _Talk)
        self.secured, self.is_wrapped = secured, is_wrapped
        self.mails, self.visits, self.answers = [], 0, {}
        self.plain, self.passwords = [], []

    @property
    def port(self):
        return self.server_address[1]

    @property
    def texts(self):
        return [mail.get_content() for mail in self.mails]


@contextmanager
def post_office(port=0, *, secured=None, is_wrapped=False):
    with PostOffice(port, secured, is_wrapped) as office:
        thread = threading.Thread(target=office.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield office
        finally:
            office.shutdown()
            thread.join()


def mail_through(port):
    """What the settings say of a server at this port."""
    return Mail("127.0.0.1", port, "none", "", "", "luoshi@example.cn")
