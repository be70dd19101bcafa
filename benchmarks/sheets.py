"""How long a list of 10,000 bodies takes to come in while 20 people save (`python benchmarks/sheets.py`).

On SQLite; on PostgreSQL with `python tests/pg.py python benchmarks/sheets.py`. The 20 people are threads of
two processes, as behind the web server; each saves, waits a second, saves again. Measured are the seconds from
the file to the difference shown, from there to the last row written, and back, on the clock and of the work done;
how long a step holds the writer; and what the 20 others met.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROWS, PEOPLE, PROCESSES, PAUSE, LIMIT = 10_000, 20, 2, 1.0, 10.0
HEAD = ("机构名称", "简称", "类别", "区划代码", "上级单位", "是否市管", "成立日期")
FAULTS = (
    ("A", None),
    ("C", "神秘"),
    ("D", "999999"),
    ("F", "也许"),
    ("G", "2020-13-01"),
    ("E", "没有这个局"),
)


def main() -> int:
    is_saver = sys.argv[1:2] == ["save"]
    home = os.environ["LUOSHI_HOME"] if is_saver else tempfile.mkdtemp(prefix="luoshi-bench-sheets-")
    os.environ |= {
        "LUOSHI_HOME": home,
        "LUOSHI_DATABASE_URL": os.environ.get("LUOSHI_TEST_DATABASE_URL", ""),
        "DJANGO_SETTINGS_MODULE": "luoshi.web.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    try:
        if is_saver:
            return save(int(sys.argv[2]))
        prepare()
        return measure()
    finally:
        if not is_saver:
            shutil.rmtree(home, ignore_errors=True)


def prepare() -> None:
    """A new installation with its areas and 20 accounts."""
    import django

    django.setup()
    from django.utils import timezone

    from benchmarks.installation import founded
    from luoshi.kernel.access import SYSTEM
    from luoshi.kernel.services import people

    founded()
    for number in range(PEOPLE):
        people.create_user(
            username=f"person{number}",
            display_name=f"示例·{number}",
            password=None,
            by=SYSTEM,
            at=timezone.now(),
        )


def save(first: int) -> int:
    """Some of the people, each in a thread, until the file `stop` appears; print what they met."""
    import threading

    import django

    django.setup()
    waits: list[float] = []
    refused: list[str] = []
    threads = [
        threading.Thread(target=_save, args=(number, waits, refused))
        for number in range(first, first + PEOPLE // PROCESSES)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(len(waits), max(waits, default=0), len(refused), *set(refused))
    return 0


def _save(number: int, waits: list[float], refused: list[str]) -> None:
    from django.db import connection
    from django.utils import timezone

    from luoshi.kernel.models import User
    from luoshi.kernel.services import people

    user = User.objects.get(username=f"person{number}")
    stop, turn = Path(os.environ["LUOSHI_STOP"]), 0
    while not stop.exists():
        start, turn = time.perf_counter(), turn + 1
        try:
            people.choose_language(
                user=user, language=("en", "zh-hans")[turn % 2], by=user, at=timezone.now()
            )
        except Exception as error:
            refused.append(type(error).__name__)
        connection.close()  # as a request does at its end
        waits.append(time.perf_counter() - start)
        time.sleep(PAUSE)


def measure() -> int:
    """The list in, its faults, its export in again, and back; 0 when every figure is met."""
    from django.db import connection

    content, faulty = workbook(), workbook(FAULTS)
    print(f"{connection.vendor}: {ROWS} rows, {len(content) // 1024} KB, {PEOPLE} others save")
    with saving() as met:
        steps = watch_steps()
        taken = import_all(content, steps)
        cells = hand_in(faulty).remarks.filter(is_fault=True).count()
        print(f"  planted faults named by cell: {cells}")
        again = export_again()
        print(f"  the export imported again: {again}")
        before = worked()
        print(f"  undone in {timed(undo):.1f} s, {work_since(before)}; bodies left: {count()}")
    saves, refusals = sum(int(each[0]) for each in met), sum(int(each[2]) for each in met)
    longest = max(float(each[1]) for each in met)
    print(f"  longest step of all {max(steps):.2f} s")
    print(f"  the others saved {saves} times, longest wait {longest:.2f} s, refused {refusals}")
    sound = taken < LIMIT and not refusals and cells == 2 * len(FAULTS)
    return 0 if sound and set(again) == {"same", "faults"} and max(steps) < 1 else 1


@contextmanager
def saving():
    """The 20 people at work; afterwards the list holds what each process of theirs has met."""
    stop, met = Path(os.environ["LUOSHI_HOME"]) / "stop", []
    os.environ["LUOSHI_STOP"] = str(stop)
    command = [sys.executable, __file__, "save"]
    savers = [
        subprocess.Popen([*command, str(part * PEOPLE // PROCESSES)], stdout=subprocess.PIPE, text=True)
        for part in range(PROCESSES)
    ]
    time.sleep(3)
    try:
        yield met
    finally:
        stop.touch()
        met += [saver.communicate()[0].split() for saver in savers]


def export_again() -> dict:
    from luoshi.kernel.imports import LISTS
    from luoshi.kit.sheets import write

    kind = LISTS["kernel.bodies"]
    return hand_in(write(kind.sheet, kind.everything(by=_system()))).counts


def import_all(content: bytes, steps: list[float]) -> float:
    from luoshi.kernel.services import imports

    made: list = []
    before = worked()
    checked = timed(lambda: made.append(hand_in(content)))
    if made[0].state != "ready":
        raise SystemExit(f"not taken: {made[0].state} {made[0].error_code} {made[0].counts}")
    job = made[0].job
    applied = timed(lambda: settle(imports.apply_import(batch=made[0], by=_system(), at=_now())))
    print(f"  file to difference {checked:.1f} s ({job.total} steps), written {applied:.1f} s", end="")
    print(f" ({made[0].job.total} rows): {checked + applied:.1f} s, {work_since(before)}")
    print(f"  longest step {max(steps):.2f} s")
    return checked + applied


def hand_in(content: bytes):
    from luoshi.kernel.services import imports

    return settle(
        imports.hand_in_list(kind="kernel.bodies", content=content, name="名录.xlsx", by=_system(), at=_now())
    )


def undo() -> None:
    from luoshi.kernel.models import ImportState, ListImport
    from luoshi.kernel.services import imports

    batch = ListImport.objects.get(state=ImportState.APPLIED)
    settle(imports.undo_import(batch=batch, by=_system(), at=_now()))


def settle(batch):
    from luoshi.kernel import jobs

    jobs.work_until_idle()
    batch.refresh_from_db()
    if batch.job.state != "done":
        raise SystemExit(f"the job failed: {batch.job.error_code} {batch.job.error_values}")
    return batch


def count() -> int:
    from luoshi.kernel.models import Body

    return Body.objects.count()


def watch_steps() -> list[float]:
    """The seconds of every step's transaction, as they come."""
    from luoshi.kernel.jobs import running

    seconds, commit = [0.0], running._commit

    def watched(*args, **options):
        seconds.append(timed(lambda: commit(*args, **options)))

    running._commit = watched
    return seconds


def timed(action) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def worked() -> tuple[float, float]:
    """The seconds that this process with the parsers that it started, and the server for it, have computed."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime, served()


def served() -> float:
    """The seconds of PostgreSQL's own process for us, where it runs on this machine."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def work_since(before: tuple[float, float]) -> str:
    """What a machine that has nothing else to do would need, but for the disk."""
    own, server = (now - then for now, then in zip(worked(), before, strict=True))
    return f"of them {own:.1f} s work" + (f" and {server:.1f} s of the server's" if server else "")


def workbook(faults=()) -> bytes:
    """10,000 agencies, forty of them over the others; each fault is planted twice."""
    import io

    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        page = book.add_worksheet("名录")
        page.write_row(0, 0, HEAD)
        for row in range(1, ROWS + 1):
            cells = dict(zip("ABCDEFG", line(row), strict=True))
            for place, (column, value) in enumerate(faults):
                if row in (100 + place * 700, 5000 + place * 700):
                    cells[column] = value
            page.write_row(row, 0, list(cells.values()))
    return buffer.getvalue()


def line(row: int) -> tuple:
    over = None if row <= 40 else f"示例市第{row % 40 + 1}委员会"
    name = f"示例市第{row}委员会" if row <= 40 else f"示例市第{row}管理中心"
    return name, f"示例{row}办", "机关", "620500", over, "是", "2019-03-01"


def _system():
    from luoshi.kernel.access import SYSTEM

    return SYSTEM


def _now():
    from django.utils import timezone

    return timezone.now()


if __name__ == "__main__":
    sys.exit(main())
