"""Read every file of a folder, each in a process of its own: what came of it, how long, how much memory.

    python benchmarks/real_files.py FOLDER [--whole]

`--whole` then imports the folder into a new study, twice. A traceback, 10 s or 300 MB are said loudly.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LONGEST = 10.0  # seconds
LARGEST = 300.0  # MB


def one(path: Path) -> dict[str, object]:
    """Read one file in this process and say what came of it."""
    from qualcode.problem import Problem
    from qualcode.transcripts.importers import read

    began = time.perf_counter()
    try:
        transcripts = read(path)
    except Problem as problem:
        found: dict[str, object] = {"state": "refused", "words": str(problem)}
    else:
        first = transcripts[0]
        found = {
            "state": "warned" if first.warnings else "read",
            "words": " ".join(first.warnings),
            "count": sum(len(one.text.split()) for one in transcripts),
            "turns": sum(len(one.turns) for one in transcripts),
            "speakers": first.speakers()[:6],
            "pages": len(first.pages),
            "comments": len(first.comments),
        }
    found["seconds"] = time.perf_counter() - began
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def table(folder: Path) -> None:
    """Print a line for each file, then the totals."""
    totals: dict[str, int] = {}
    loud: list[str] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = str(path.relative_to(folder))
        try:
            done = subprocess.run(
                [sys.executable, __file__, "--one", str(path)], capture_output=True, text=True, timeout=3 * LONGEST
            )
        except subprocess.TimeoutExpired:
            loud.append(f"{name}: still reading after {3 * LONGEST:.0f} s")
            continue
        if done.returncode or done.stderr:
            loud.append(f"{name}: {(done.stderr or 'failed').strip().splitlines()[-1]}")
            if done.returncode:
                continue
        found = json.loads(done.stdout)
        totals[found["state"]] = totals.get(found["state"], 0) + 1
        if found["seconds"] > LONGEST or found["megabytes"] > LARGEST:
            loud.append(f"{name}: {found['seconds']:.1f} s, {found['megabytes']:.0f} MB")
        shape = ""
        if found["state"] != "refused":
            shape = (
                f"{found['count']:,} words, {found['turns']:,} turns, {', '.join(found['speakers']) or 'nobody'}. "
            )
        took = f"{found['seconds']:6.2f} s {found['megabytes']:4.0f} MB"
        print(f"{found['state']:8}{took}  {name}: {shape}{found['words']}")
    print("\n" + ", ".join(f"{number} {state}" for state, number in sorted(totals.items())))
    print("\n".join(loud) or "No traceback, none longer than 10 s, none larger than 300 MB.")


def whole(folder: Path) -> None:
    """Import the folder into a new study, twice, and print how long it took and what came in."""
    from qualcode.project.importing import arrivals, read_sources, sources
    from qualcode.project.project import Project
    from qualcode.transcripts.transcript import Kind

    with tempfile.TemporaryDirectory() as place, Project.create(Path(place) / "study.qualcode", "Study") as project:
        for _ in range(2):
            began = time.perf_counter()
            reading = read_sources(sources([folder]))
            edit = arrivals(reading.transcripts, Kind.INTERVIEW)
            project.make(edit)
            print(
                f"{len(edit.imported)} documents brought in, {len(edit.skipped)} there already, "
                f"{len(reading.problems)} refused, {time.perf_counter() - began:.1f} s"
            )


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        print(json.dumps(one(Path(sys.argv[2]))))
    else:
        table(Path(sys.argv[1]))
        if "--whole" in sys.argv:
            whole(Path(sys.argv[1]))
