"""Servers that notifications go to, on loopback: lib_notify.py KIND PORT LOG [CERTIFICATE KEY]. Each thing that arrives is a line of JSON in LOG."""
import base64, http.server, json, socketserver, ssl, sys

kind, port, log = sys.argv[1], int(sys.argv[2]), sys.argv[3]
tls = None
if len(sys.argv) > 4:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(sys.argv[4], sys.argv[5])


def note(**what):
    with open(log, "a") as file:
        file.write(json.dumps(what) + "\n")


class Web(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        note(path=self.path, headers={name.lower(): value for name, value in self.headers.items()}, body=base64.b64encode(body).decode())
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"OK\n")

    def log_message(self, *_):
        pass


class Mail(socketserver.StreamRequestHandler):
    """RFC 5321 as far as a client needs it; nothing but STARTTLS before TLS, and nothing but AUTH before signing in."""

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")
        self.wfile.flush()

    def handle(self):
        encrypted = user = None
        sender, recipients = None, []
        self.say("220 test ESMTP")
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            verb = line.split(" ")[0].upper()
            if verb == "EHLO":
                self.say("250-test")
                self.say("250 AUTH PLAIN" if encrypted else "250 STARTTLS")
            elif verb == "STARTTLS" and not encrypted:
                self.say("220 go ahead")
                self.connection = tls.wrap_socket(self.connection, server_side=True)
                self.setup()
                encrypted = True
            elif verb == "QUIT":
                self.say("221 bye")
                return
            elif not encrypted:
                self.say("530 Must issue a STARTTLS command first")
            elif verb == "AUTH":
                _, name, password = base64.b64decode(line.split(" ")[2]).decode().split("\0")
                if password == "mail canary":
                    user = name
                    self.say("235 2.7.0 welcome")
                else:
                    self.say("535 5.7.8 Authentication credentials invalid")
            elif user is None:
                self.say("530 5.7.0 Authentication required")
            elif verb == "MAIL":
                sender = line
                self.say("250 ok")
            elif verb == "RCPT":
                recipients.append(line)
                self.say("250 ok")
            elif verb == "DATA":
                self.say("354 go on")
                lines = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part)
                note(user=user, sender=sender, recipients=recipients, message=b"".join(lines).decode())
                recipients = []
                self.say("250 2.0.0 queued as 4711")
            else:
                self.say("250 ok")

    def setup(self):
        super().setup() if not hasattr(self, "rfile") else self.open()

    def open(self):
        self.rfile = self.connection.makefile("rb", -1)
        self.wfile = self.connection.makefile("wb", -1)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


server = Server(("127.0.0.1", port), Mail if kind == "mail" else Web)
if tls and kind != "mail":
    server.socket = tls.wrap_socket(server.socket, server_side=True)
server.serve_forever()
