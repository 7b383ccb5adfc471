"""One errand of Python's ftplib: host port active|passive user password errand arguments..."""
import os
import sys
from ftplib import FTP

host, port, mode, user, password, errand, *arguments = sys.argv[1:]
ftp = FTP(timeout=30, encoding="utf-8")
ftp.connect(host, int(port))
ftp.login(user, password)
ftp.set_pasv(mode == "passive")


def put(verb, local, remote):
    with open(local, "rb") as file:
        ftp.storbinary(verb + " " + remote, file)


def get(remote, local, how, offset=None):
    with open(local, how) as file:
        ftp.retrbinary("RETR " + remote, file.write, rest=offset)


if errand == "login":
    ftp.voidcmd("NOOP")
elif errand == "mkd":
    ftp.mkd(arguments[0])
elif errand == "put":
    put("STOR", *arguments)
elif errand == "append":
    put("APPE", *arguments)
elif errand == "get":
    get(*arguments, "wb")
elif errand == "resume":
    get(*arguments, "ab", os.path.getsize(arguments[1]))
elif errand == "rename":
    ftp.rename(*arguments)
elif errand == "list":
    for name, _ in ftp.mlsd(arguments[0], ["type"]):
        print(name)
elif errand == "delete":
    ftp.delete(arguments[0])
elif errand == "rmd":
    ftp.rmd(arguments[0])
else:
    sys.exit("no errand " + errand)
ftp.quit()
