"""Connects to ports over and over and closes at once, as health checkers and scanners do, until its input ends.

Arguments: connections a second, first port, last port, address... Prints how many connections were made and how many refused.
"""

import socket
import sys
import threading
import time

rate, first, last = float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
targets = [(address, port) for address in sys.argv[4:] for port in range(first, last + 1)]
ended = threading.Event()
made = refused = 0


def knock():
    global made, refused
    begin, count = time.monotonic(), 0
    while not ended.is_set():
        try:
            socket.create_connection(targets[count % len(targets)], timeout=1).close()
            made += 1
        except OSError:
            refused += 1
        count += 1
        time.sleep(max(0.0, begin + count / rate - time.monotonic()))


thread = threading.Thread(target=knock)
thread.start()
sys.stdin.read()
ended.set()
thread.join()
print(made, refused)
