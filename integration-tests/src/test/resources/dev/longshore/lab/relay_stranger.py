"""A stranger at the relay port of replicas: connections that say nothing, that drip, that send garbage, and lengths of 2 GB.

Arguments: the addresses. It goes on until its standard input ends, and prints how many connections of each kind it made.
"""

import os
import socket
import sys
import threading
import time

MANY = 200
addresses = sys.argv[1:]
over = threading.Event()
made = {"silent": 0, "dripping": 0, "garbage": 0, "lengths": 0}


def connect(kind, number):
    connection = socket.create_connection((addresses[number % len(addresses)], 2190), 5)
    connection.settimeout(5)
    made[kind] += 1
    return connection


def silent(number):
    connection = connect("silent", number)
    try:
        connection.settimeout(60)
        connection.recv(4096)
        while not over.is_set() and connection.recv(4096):
            pass
    finally:
        connection.close()


def dripping(number):
    with connect("dripping", number) as connection:
        while not over.wait(0.5):
            connection.sendall(os.urandom(1))


def garbage(number):
    with connect("garbage", number) as connection:
        connection.sendall(os.urandom(4096))
        connection.recv(4096)


def lengths(number):
    forged = (2**31 - 1).to_bytes(4, "big")
    with connect("lengths", number) as connection:
        connection.sendall((b"LSR1" + forged + b"\x16\x03\x01" + forged) * 8)
        connection.recv(4096)


def again_and_again(kind, number):
    while not over.is_set():
        try:
            kind(number)
        except OSError:
            over.wait(0.2)
        over.wait(0.05)


for kind in (silent, dripping, garbage, lengths):
    for number in range(MANY if kind is silent else MANY // 4):
        threading.Thread(target=again_and_again, args=(kind, number), daemon=True).start()
sys.stdin.read()
over.set()
time.sleep(0.2)
print(", ".join("%s %d" % each for each in made.items()), flush=True)
os._exit(0)
