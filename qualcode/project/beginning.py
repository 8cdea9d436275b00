"""Beginning a study, and the demo study."""

from __future__ import annotations

import shutil
from pathlib import Path

from qualcode import sample
from qualcode.codebooks.csv_files import CodebookRow, read_csv
from qualcode.codebooks.files import read_codebook
from qualcode.edits.clock import Clock
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings
from qualcode.edits.participants import ImportParticipants
from qualcode.edits.study import AddCoder, ChangeStudy
from qualcode.participants import files as participant_files
from qualcode.problem import Problem
from qualcode.project.connection import SUFFIX
from qualcode.project.importing import Progress, arrivals, read_sources, sources
from qualcode.project.other_study import rows_from
from qualcode.project.placing import place, read_placements
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind

FOLDERS = ("transcripts", "codebooks", "exports")
_UNSAFE = '<>:"/\\|?*'


def file_stem(title: str) -> str:
    """A title as a file name that Windows, too, can hold."""
    stem = "".join("-" if c in _UNSAFE or ord(c) < 32 else c for c in " ".join(title.split())).strip(" .-")
    return stem[:80] or "study"


def begin_study(
    title: str, folder: Path | None = None, codebook: Path | None = None, *, peer_support: bool = False
) -> Path:
    """Make a study's folder and file; returns the file's path.

    `codebook` is a codebook file (.csv, .xlsx, .docx), or a study (its file or folder) whose codebook is taken over
    without its codings; none for an empty codebook. Raises Problem when the title is empty, a study is there already,
    or the codebook cannot be read; then nothing is made.
    """
    if not title.strip():
        raise Problem("A study needs a title.", remedy="Type one.")
    place_of = folder if folder is not None else Path.cwd() / file_stem(title)
    path = place_of / (file_stem(title) + SUFFIX)
    if peer_support and codebook is None:
        codebook = sample.folder() / "codebooks" / "peer-support.csv"
    rows = _codebook_rows(codebook) if codebook is not None else []
    if path.exists():
        raise Problem(f"{path.name} is there already.", remedy=f"Open it with: qualcode {path}")
    try:
        for name in FOLDERS:
            (place_of / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            f"The folder {place_of} cannot be made.", str(error.strerror), "Choose another place."
        ) from error
    with Project.create(path, title) as project:
        if codebook is not None:
            project.make(ImportCodebook(rows, codebook.stem))
    return path


def _codebook_rows(codebook: Path) -> list[CodebookRow]:
    if codebook.is_dir() or codebook.suffix.casefold() == SUFFIX:
        return rows_from(codebook)
    return read_codebook(codebook)


def begin_demo(folder: Path, progress: Progress | None = None, clock: Clock | None = None) -> Path:
    """Copy the sample study to a folder and make its study file; a study that is there already is left as it is.

    Returns the study file's path. Raises Problem when the folder lies inside the program or cannot be made.
    """
    if sample.is_inside_program(folder):
        raise Problem(
            "The demo cannot live inside the program's own folders.",
            f"That would mix it with {folder}.",
            "Choose another folder: qualcode demo FOLDER",
        )
    path = folder / f"peer-support-demo{SUFFIX}"
    if path.exists():
        return path
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name in ("transcripts", "codebooks"):
            for file in _shipped(name):
                _copy_whole(file, folder / name / file.name)
    except OSError as error:
        raise Problem(
            f"The demo cannot be put in {folder}.", str(error.strerror), "Choose another folder."
        ) from error
    unfinished = folder / f".making-the-demo{SUFFIX}"
    for left in (unfinished, *(unfinished.with_name(unfinished.name + end) for end in ("-wal", "-shm", "-lock"))):
        left.unlink(missing_ok=True)
    with Project.create(unfinished, "Peer support (demo)", clock=clock) as project:
        _fill(project, folder, progress)
        project.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    unfinished.replace(path)
    return path


def _shipped(name: str) -> list[Path]:
    """The files of the sample's `transcripts` or `codebooks`."""
    inside = sorted((sample.folder() / name).iterdir())
    return [file for file in inside if file.is_file() and not file.name.startswith(".")]


def _copy_whole(source: Path, target: Path) -> None:
    """Copy a file unless it is there; stopped halfway, nothing is left under its name."""
    if target.exists():
        return
    unfinished = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, unfinished)
    unfinished.replace(target)


def _fill(project: Project, folder: Path, progress: Progress | None) -> None:
    codebooks = folder / "codebooks"
    project.make(
        ChangeStudy(
            {
                "question": "What makes peer support easy or hard to find, to trust, to show and to staff?",
                "dates": "January to June 2026",
                "team": "Ana and Bem (invented)",
                "funder": "None: this study is fictional",
                "ethics": "None needed: nobody in it exists",
                "destroy_by": "2036-06-30",
            }
        )
    )
    rows = read_csv(codebooks / "peer-support.csv")
    project.make(ImportCodebook(rows, "peer-support"))
    files = sources(folder / "transcripts" / file.name for file in _shipped("transcripts"))
    reading = read_sources(files, progress)
    if reading.problems:
        raise reading.problems[0][1]
    project.make(arrivals(reading.transcripts, Kind.INTERVIEW, folder=folder))
    table = participant_files.read_csv(codebooks / "sample-participants.csv")
    project.make(ImportParticipants(table.rows, table.printable))
    placements = read_placements(codebooks / "sample-codings.csv")
    names = sorted({placement.coder for placement in placements if placement.coder})
    for name in names:
        project.make(AddCoder(name, project.study_id))
    ids = {name: AddCoder(name, project.study_id).id for name in names}
    for name in names:
        own = [placement for placement in placements if placement.coder == name]
        project.make(AddCodings(place(project.conn, own, ids), f"{name}’s codings"))
