"""Many FTP transfers by several clients at once. Its argument is JSON; it prints how they went as JSON.

What a file holds follows from its name, as Content.java has it. A failure is told with what was tried and what was said.
"""

import ftplib
import hashlib
import io
import itertools
import json
import ssl
import sys
import threading
import time
import uuid

order = json.loads(sys.argv[1])
run = uuid.uuid4().hex[:8]
lock = threading.Lock()
numbers = itertools.count()
done = 0
failures, stored, resets = [], [], []
sessions = 0


def content(name, size):
    blocks = (hashlib.sha256(b"%s:%d" % (name.encode(), i)).digest() for i in range(size // 32 + 1))
    return b"".join(blocks)[:size]


class Passive:
    """PASV or EPSV as it was asked for, with the address of 227 as the server names it; PORT is active mode."""

    command = "EPSV"
    session = None

    def makepasv(self):
        if self.command == "PASV":
            return ftplib.parse227(self.sendcmd("PASV"))
        return ftplib.parse229(self.sendcmd("EPSV"), self.sock.getpeername())


class Clear(Passive, ftplib.FTP):
    pass


class Fresh(Passive, ftplib.FTP_TLS):
    pass


class Resumed(Passive, ftplib.FTP_TLS):
    def ntransfercmd(self, cmd, rest=None):
        connection, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        try:
            secured = self.context.wrap_socket(connection, server_hostname="localhost", session=self.session)
            if not secured.session_reused:
                secured.close()
                raise OSError("not resumed")
            return secured, size
        except BaseException:
            connection.close()
            raise


def context(kind):
    """TLS 1.3 where nothing is resumed; a session that this program can resume is one of 1.2."""
    made = ssl.create_default_context(cafile=order["ca"])
    made.check_hostname = False
    version = ssl.TLSVersion.TLSv1_3 if kind == "newest" else ssl.TLSVersion.TLSv1_2
    made.minimum_version = made.maximum_version = version
    return made


class Paced(io.BytesIO):
    """Bytes that come no faster than so many a second."""

    def read(self, size=-1):
        block = super().read(size)
        pause(block)
        return block


def pause(block):
    if order.get("pace"):
        time.sleep(len(block) / order["pace"])


def log_in(kind):
    global sessions
    settings = {"timeout": 60}
    if kind != "clear":
        settings["context"] = context(kind)
    ftp = {"clear": Clear, "fresh": Fresh, "newest": Fresh, "resumed": Resumed}[kind](**settings)
    ftp.connect(order["host"], order["port"])
    ftp.login(order["user"], order["password"])
    if kind != "clear":
        ftp.prot_p()
        ftp.session = ftp.sock.session
    with lock:
        sessions += 1
    return ftp


def transfer(ftp, number, way, command):
    ftp.command = command
    ftp.set_pasv(command != "PORT")
    size = order["size"]
    if way == "up":
        name = "up-%s-%d-%d" % (run, number, size)
        ftp.storbinary("STOR " + name, Paced(content(name, size)))
        with lock:
            stored.append(name)
        return
    name = "down-%d-%d" % (number % 8, size)
    read = []

    def take(block):
        read.append(block)
        pause(block)

    ftp.retrbinary("RETR " + name, take)
    if b"".join(read) != content(name, size):
        raise OSError("other bytes came: %d of %d" % (sum(map(len, read)), size))


def kinds(client):
    every = list(itertools.product(order["passive"], order["ways"]))
    return itertools.islice(itertools.cycle(every), client, None)


def fail(what, error):
    with lock:
        failures.append("%.3f %s: %s: %s" % (time.time(), what, type(error).__name__, error))


def work(client):
    global done
    tls = itertools.islice(itertools.cycle(order["tls"]), client, None)
    kind = kinds(client)
    number = next(numbers)
    while number < order["transfers"]:
        protection = next(tls)
        try:
            ftp = log_in(protection)
        except (OSError, EOFError, ftplib.Error) as error:
            if not order.get("again"):
                fail("login " + protection, error)
                number = next(numbers)
                continue
            if not str(error).startswith("421"):
                with lock:
                    resets.append("%.3f login %s: %s: %s" % (time.time(), protection, type(error).__name__, error))
            time.sleep(0.1)
            continue
        for _ in range(order["per_session"]):
            if number >= order["transfers"]:
                break
            command, way = next(kind)
            try:
                transfer(ftp, number, way, command)
                with lock:
                    done += 1
            except (OSError, EOFError, ftplib.Error) as error:
                if order.get("again") and str(error).startswith("421"):
                    break
                fail("%s %s %s #%d" % (protection, command, way, number), error)
                if not isinstance(error, ftplib.Error):
                    number = next(numbers)
                    break
            number = next(numbers)
        try:
            ftp.quit()
        except (OSError, EOFError, ftplib.Error):
            pass
        ftp.close()


def end_when_told():
    sys.stdin.read()
    order["transfers"] = 0


if order.get("until_told"):
    threading.Thread(target=end_when_told, daemon=True).start()
threads = [threading.Thread(target=work, args=(client,)) for client in range(order["clients"])]
for thread in threads:
    thread.start()
if order.get("until_told"):
    sys.stdin.read()
    order["transfers"] = 0
for thread in threads:
    thread.join()
print(json.dumps({"done": done, "failures": failures, "stored": stored, "resets": resets, "sessions": sessions}))
