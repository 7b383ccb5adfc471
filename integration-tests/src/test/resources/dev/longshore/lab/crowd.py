"""Sessions that all ask for a passive port before any of them uses it. Prints a line for each: what went wrong, or "well".

Arguments: the host, the user, the password, a name to download, its size, and an address for each session.
"""

import ftplib
import sys
import threading

host, user, password, name, size = sys.argv[1:6]
sources = sys.argv[6:]
have_ports = threading.Barrier(len(sources), timeout=60)
lock = threading.Lock()


class Held(ftplib.FTP):
    """Its passive port is asked for once, before the others have all got theirs."""

    target = None

    def makepasv(self):
        return self.target

    def hold(self):
        self.target = ftplib.parse229(self.sendcmd("EPSV"), self.sock.getpeername())


def download(source):
    ftp = Held(timeout=60, source_address=(source, 0))
    ftp.connect(host, 21)
    ftp.login(user, password)
    ftp.voidcmd("TYPE I")
    ftp.hold()
    have_ports.wait()
    read = []
    ftp.retrbinary("RETR " + name, read.append)
    ftp.quit()
    got = sum(map(len, read))
    return "well" if got == int(size) else "%d bytes came" % got


def work(source):
    try:
        said = download(source)
    except (OSError, EOFError, ftplib.Error, threading.BrokenBarrierError) as error:
        said = "%s: %s: %s" % (source, type(error).__name__, error)
        have_ports.abort()
    with lock:
        print(said, flush=True)


threads = [threading.Thread(target=work, args=(source,)) for source in sources]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
