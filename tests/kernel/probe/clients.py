"""Clients that write without a pause, until they are told to stop: `python -m tests.kernel.probe.clients`."""

import sys
import threading
from pathlib import Path

import django


def main(threads: int, stop: Path) -> None:
    django.setup()
    running = [threading.Thread(target=write, args=[number, stop]) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def write(client: int, stop: Path) -> None:
    """Hand in files, each with a content of its own; every one of them is an act."""
    import os

    from django.db import connection

    from luoshi.kernel import clock
    from luoshi.kernel.access import SYSTEM
    from luoshi.kernel.services import files

    number = 0
    while not stop.exists():
        number += 1
        content = f"{os.getpid()} {client} {number}".encode() * 50
        files.store_upload(content=content, name=f"{client}-{number}.txt", by=SYSTEM, at=clock.now())
    connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
