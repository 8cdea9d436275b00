"""Which study is meant: a path, a folder that holds one, or the folder one stands in."""

from __future__ import annotations

from pathlib import Path

from qualcode.problem import Problem
from qualcode.project.connection import SUFFIX


def find_study(named: Path | None = None) -> Path:
    """The study file meant. Raises Problem when there is none, or several."""
    place = named if named is not None else Path.cwd()
    if named is not None and not place.is_dir():
        if not place.exists() and place.with_name(place.name + SUFFIX).is_file():
            return place.with_name(place.name + SUFFIX)
        return place
    found = sorted(path for path in place.glob(f"[!.]*{SUFFIX}") if path.is_file())
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(path.name for path in found)
        raise Problem("There are several studies in this folder.", names + ".", "Name the one you mean with --study.")
    raise Problem(
        "There is no study in this folder.",
        f"Looked in {place.absolute()}.",
        "Go to a study's folder, name one with --study, or begin one with “qualcode new TITLE”.",
    )
