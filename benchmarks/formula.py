"""How fast formulas are in bulk, beside DuckDB, Polars and pandas (`make bench`; `--help` says what can be chosen).

Synthetic enterprise-years from a seed; each engine answers each question in a process of its own: seconds to load the
Parquet files, seconds to compute (the fastest of some runs) with the processor's seconds in it (work: what a machine
that others use too does not change), the most memory it took. All stand in one run, and every
result is compared with ours: where a peer differs, the row says in how many, and why. Then the goals of the design.
What is printed is kept in `results/formula.txt`.
"""

import argparse
import gc
import importlib
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src"), str(HERE.parent)]
RESULTS = HERE / "results" / "formula.txt"
ENGINES = ("duckdb", "luoshi", "polars", "pandas")
CASES = {
    "share": "a share: R&D over revenue, by county, ten years",
    "growth": "growth of energy intensity against 2015, by county",
    "penetration": "penetration of digital tools weighted by revenue, by county",
    "eligibility": "an eligibility rule of six conditions, every row",
    "marks": "a scoring table of thirteen items and its bar, every row",
    "rules": "60 validation rules over one year, the list of failing cells",
}
RUNS, WARM = 3, 1000
CLOSE = 1e-12
JUDGED = 500  # decisions that differ, asked one by one
# how many times as long as SQL written by hand we may take, by case and rows
SQL_GOALS = {
    ("share", 1_000_000): 1.4,
    ("share", 10_000_000): 1.1,
    ("rules", 1_000_000): 1.5,
    ("rules", 10_000_000): 1.5,
}


def main() -> int:
    options = asked()
    if options.one:
        return one(*options.one.split(","), Path(options.folder))
    said: list[str] = []

    def say(line: str = "") -> None:
        print(line, flush=True)
        said.append(line)

    with tempfile.TemporaryDirectory(prefix="luoshi-bench-formula-") as temporary:
        folder = Path(options.folder or temporary)
        for line in about_machine():
            say(line)
        for rows in options.rows:
            table(rows, folder, options.cases, say)
        if not options.no_goals:
            import formula_goals

            formula_goals.measure(folder, max(options.rows), say)
    if options.keep:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text("\n".join(said) + "\n", "utf-8")
    return 0


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument(
        "--folder", default="", help="where made-up files are kept; else they are made each time"
    )
    parser.add_argument("--no-goals", action="store_true", help="only the comparison")
    parser.add_argument("--keep", action="store_true", help="write results/formula.txt")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    return parser.parse_args()


def about_machine() -> list[str]:
    """The day, the machine with its load, and the versions that were measured."""
    models = re.findall(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text("utf-8"))
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("duckdb", "ibis-framework", "polars", "pandas", "numpy")
    )
    return [
        datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        f"{models[0] if models else platform.machine()}, {os.cpu_count()} cores, load {load}",
        f"{platform.system()}, Python {platform.python_version()}, {versions}",
    ]


def table(rows: int, folder: Path, cases: list[str], say) -> None:
    """All engines on all cases of one size."""
    from formula_world import make

    make(folder, rows)
    say()
    say(f"{rows:,} enterprise-years")
    say(
        f"{'':12}{'load s':>9}{'compute s':>11}{'x DuckDB':>10}{'work s':>9}{'x DuckDB':>10}"
        f"{'total s':>9}{'x DuckDB':>10}{'peak MB':>9}  result"
    )
    for case in cases:
        say(f"{case}: {CASES[case]}")
        found = {engine: ask(case, engine, rows, folder) for engine in ENGINES}
        ours = results_of(case, "luoshi", folder)
        base = found["duckdb"]
        for engine, held in found.items():
            if "error" in held:
                say(f"  {engine:10}{held['error']}")
                continue
            verdict = (
                held["about"] if engine == "luoshi" else compared(ours, results_of(case, engine, folder))
            )
            if engine != "luoshi" and verdict.endswith("decisions (floats on the line)"):
                verdict += judged(case, rows, folder, ours, results_of(case, engine, folder))
            total = held["load"] + held["compute"]
            say(
                f"  {engine:10}{held['load']:9.2f}{held['compute']:11.3f}{_times(held['compute'], base.get('compute'))}"
                f"{held['work']:9.3f}{_times(held['work'], base.get('work'))}"
                f"{total:9.2f}{_times(total, base.get('load', 0) + base.get('compute', 0))}"
                f"{held['peak']:9.0f}  {verdict}"
            )
        against(rows, case, found, say)


def against(rows: int, case: str, found: dict[str, dict], say) -> None:
    """The goals that are set against SQL written by hand."""
    from formula_world import verdict_of

    wanted = SQL_GOALS.get((case, rows))
    if wanted is None or any("error" in found[engine] for engine in ("luoshi", "duckdb")):
        return
    clock, work = (found["luoshi"][part] / found["duckdb"][part] for part in ("compute", "work"))
    verdict = verdict_of(clock, work, wanted)
    say(f"  over SQL: {clock:.2f} on the clock, {work:.2f} by work, goal {wanted:g}: {verdict}")


def _times(seconds: float, base: float | None) -> str:
    return f"{seconds / base:10.2f}" if base else f"{'':10}"


def ask(case: str, engine: str, rows: int, folder: Path) -> dict:
    """One engine on one case, in a process of its own."""
    (folder / f"{case}-{engine}.npz").unlink(missing_ok=True)
    command = [sys.executable, __file__, "--one", f"{case},{engine},{rows}", "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"error": (done.stderr.strip().splitlines() or ["killed"])[-1][:150]}
    return json.loads(done.stdout.splitlines()[-1])


def one(case: str, engine: str, rows: str, folder: Path) -> int:
    """Load, compute and keep the result; print the figures."""
    from formula_world import make

    paths = make(folder, int(rows))
    asked = importlib.import_module(f"formula_{engine}")
    asked.compute("share", asked.load("share", make(folder, WARM)))  # start-up is not counted
    start = time.perf_counter()
    held = asked.load(case, paths)
    loaded = time.perf_counter() - start
    seconds, found = [], None
    for _ in range(RUNS):
        found = None
        gc.collect()
        start, worked = time.perf_counter(), time.process_time()
        found = asked.compute(case, held)
        seconds.append((time.perf_counter() - start, time.process_time() - worked))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    np.savez(folder / f"{case}-{engine}.npz", **asked.plain(case, found))
    about = asked.about(case, found) if engine == "luoshi" else ""
    print(
        json.dumps(
            {
                "load": loaded,
                "compute": min(seconds)[0],
                "work": min(work for _, work in seconds),
                "peak": peak,
                "about": about,
            }
        )
    )
    return 0


def judged(case: str, rows: int, folder: Path, ours: dict, theirs: dict | None) -> str:
    """Who is right, where a peer decides otherwise: the exact evaluator, row by row."""
    import formula_luoshi
    from formula_world import make

    places = np.flatnonzero(ours["codes"] != theirs["codes"])[:JUDGED] if theirs else np.array([])
    return formula_luoshi.judged(case, make(folder, rows), ours["codes"], places)


def results_of(case: str, engine: str, folder: Path) -> dict[str, np.ndarray] | None:
    path = folder / f"{case}-{engine}.npz"
    return dict(np.load(path)) if path.exists() else None


def compared(ours: dict[str, np.ndarray] | None, theirs: dict[str, np.ndarray] | None) -> str:
    """Whether a peer's result is ours: numbers to twelve digits, decisions and lists exactly."""
    if ours is None or theirs is None:
        return "not compared"
    for name, own in ours.items():
        other = theirs[name]
        if own.shape != other.shape:
            return f"differs: {other.shape} instead of {own.shape}"
        if name == "failing":
            apart = abs(int(own[0]) - int(other[0]))
            return (
                f"equal, {own[0]:,} cells"
                if not apart
                else f"differs by {apart:,} of {own[0]:,} cells (floats on the line)"
            )
        if name == "values":
            both = np.isclose(own, other, rtol=CLOSE, atol=CLOSE, equal_nan=True)
            return (
                f"equal, {len(own):,} cells"
                if both.all()
                else f"differs in {(~both).sum():,} cells, at most {np.nanmax(np.abs(own - other)):.1e}"
            )
        apart = int((own != other).sum())
        said = f"differs in {apart:,} of {len(own):,} decisions (floats on the line)"
        return said if apart else f"equal, {len(own):,} decisions"


if __name__ == "__main__":
    sys.exit(main())
