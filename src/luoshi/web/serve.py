"""`luoshi serve`: the web server and the workers, kept alive together (运行服务)."""

from __future__ import annotations

import os
import sys

from luoshi.web.databases import POOL
from luoshi.web.supervision import Program, Supervisor

WEB_PROCESSES = 2
# As many as a process has connections to its database, and no more than the machine can keep busy.
WEB_THREADS = min(POOL["max_size"], 2 * (os.cpu_count() or 1) + 1)


def serve(*, host: str, port: int, workers: int = 1, web_processes: int = WEB_PROCESSES) -> int:
    """Keep the site up until SIGTERM or SIGINT; whatever dies is started again. Return the exit code."""
    server = web_server(host=host, port=port, processes=web_processes)
    return Supervisor([server, *worker_programs(workers)]).run()


def web_server(*, host: str, port: int, processes: int) -> Program:
    """Granian, which starts one of its own processes again when it dies."""
    options = {
        "interface": "wsgi",
        "host": host,
        "port": port,
        "workers": processes,
        "blocking-threads": WEB_THREADS,
        "backlog": 1024,
        "workers-kill-timeout": 10,
        "respawn-interval": 0.5,
        "log-level": "warning",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "granian", *flags, "--respawn-failed-workers", "--no-ws"]
    return Program("web server", [*command, "luoshi.web.wsgi:application"])


def worker_programs(number: int) -> list[Program]:
    """Workers of the queue, each a process of its own."""
    command = [sys.executable, "-m", "luoshi.web.worker"]
    return [Program(f"worker {each}", command) for each in range(1, number + 1)]
