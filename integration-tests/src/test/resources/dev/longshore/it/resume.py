"""An FTPS client whose data connections all resume one session, that of its control connection.

Arguments: port, CA file, user, password, TLS version, "ticket" or "identifier", number of transfers.
"""

import io
import ftplib
import ssl
import sys

port, ca, user, password, version, by, count = sys.argv[1:]

context = ssl.create_default_context(cafile=ca)
context.minimum_version = context.maximum_version = (
    ssl.TLSVersion.TLSv1_2 if version == "1.2" else ssl.TLSVersion.TLSv1_3)
if by == "identifier":
    context.options |= ssl.OP_NO_TICKET


class Resuming(ftplib.FTP_TLS):
    """Gives each data connection the session that the control connection had after the login."""

    session = None

    def ntransfercmd(self, cmd, rest=None):
        connection, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        secured = self.context.wrap_socket(
            connection, server_hostname=self.host, session=self.session)
        if not secured.session_reused:
            raise SystemExit("not resumed: " + cmd)
        return secured, size


with Resuming(context=context) as ftp:
    ftp.connect("localhost", int(port), timeout=60)
    ftp.login(user, password)
    ftp.prot_p()
    ftp.session = ftp.sock.session
    for i in range(int(count) // 2):
        content = b"version %d" % i
        ftp.storbinary("STOR resumed", io.BytesIO(content))
        read = []
        ftp.retrbinary("RETR resumed", read.append)
        if b"".join(read) != content:
            raise SystemExit("other bytes came back")
print(count, "transfers resumed")
