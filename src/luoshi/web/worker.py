"""One worker of the queue, as a process: `luoshi worker`, and what `luoshi serve` keeps alive (后台进程)."""

import os

import django


def main() -> None:
    """Work until SIGTERM or SIGINT."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")
    django.setup()
    from luoshi.kernel.jobs import run_worker

    run_worker()


if __name__ == "__main__":
    main()
