"""Calls of Python's ftplib: host port active|passive tls|clear user password calls arguments..."""
import os
import signal
import ssl
import sys
from ftplib import FTP, FTP_TLS

host, port, mode, protection, user, password, calls, *arguments = sys.argv[1:]
if protection == "tls":
    ftp = FTP_TLS(timeout=30, encoding="utf-8", context=ssl.create_default_context())
else:
    ftp = FTP(timeout=30, encoding="utf-8")
ftp.connect(host, int(port))
ftp.login(user, password)
if protection == "tls":
    ftp.prot_p()
ftp.set_pasv(mode == "passive")


def put(verb, local, remote, offset=None):
    with open(local, "rb") as file:
        file.seek(int(offset or 0))
        ftp.storbinary(verb + " " + remote, file, rest=offset)


def get(remote, local, how, offset=None):
    with open(local, how) as file:
        ftp.retrbinary("RETR " + remote, file.write, rest=offset)


def abort(*_):
    ftp.abort()
    sys.exit()


def put_until_interrupted(remote):
    signal.signal(signal.SIGINT, abort)
    ftp.storbinary("STOR " + remote, sys.stdin.buffer)


def get_until_interrupted(remote):
    signal.signal(signal.SIGINT, abort)
    ftp.retrbinary("RETR " + remote, sys.stdout.buffer.write)


def mlsd(directory):
    for name, _ in ftp.mlsd(directory, ["type"]):
        print(name)


{
    "login": ftp.pwd,
    "mkd": ftp.mkd,
    "storbinary STOR": lambda *names: put("STOR", *names),
    "storbinary STOR rest": lambda *names: put("STOR", *names),
    "storbinary APPE": lambda *names: put("APPE", *names),
    "retrbinary": lambda remote, local: get(remote, local, "wb"),
    "retrbinary rest": lambda remote, local: get(remote, local, "ab", os.path.getsize(local)),
    "storbinary abort": put_until_interrupted,
    "retrbinary abort": get_until_interrupted,
    "rename": ftp.rename,
    "mlsd": mlsd,
    "delete": ftp.delete,
    "rmd": ftp.rmd,
}[calls](*arguments)
ftp.quit()
