"""From files and folders to documents: reading, deciding the kind, finding sentences."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.problem import Problem
from qualcode.transcripts.importers import files_in, read, unread_in
from qualcode.transcripts.sentences import sentence_spans
from qualcode.transcripts.transcript import Kind, Transcript

Progress = Callable[[int, int, str], None]


@dataclass
class Reading:
    """What was read: transcripts, and a sentence for each file that could not be."""

    transcripts: list[Transcript] = field(default_factory=list)
    problems: list[tuple[Path, Problem]] = field(default_factory=list)

    @property
    def without_kind(self) -> list[Transcript]:
        """Those whose file and shape do not say what kind of document they are."""
        return [transcript for transcript in self.transcripts if transcript.kind is None]


def sources(paths: Iterable[Path]) -> list[Path]:
    """The files meant by files and folders, each once. Raises Problem when a path is missing or holds nothing."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = files_in(path)
            if not inside:
                raise Problem(
                    f"There is nothing to read in {path.name or path}.",
                    remedy="Put .docx, .txt, .md or .vtt files there.",
                )
            found += inside
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def left_out(paths: Iterable[Path]) -> str:
    """A sentence about the files in folders that no reader knows, empty where there are none."""
    unread = [path for folder in paths if folder.is_dir() for path in unread_in(folder)]
    if not unread:
        return ""
    endings = ", ".join(sorted({path.suffix.casefold() or "no ending" for path in unread}))
    return f"Left out: {len(unread)} {'file' if len(unread) == 1 else 'files'} of other kinds ({endings})."


def read_sources(paths: Sequence[Path], progress: Progress | None = None) -> Reading:
    """Read every file; one that cannot be read becomes a sentence, and the rest goes on."""
    reading = Reading()
    for number, path in enumerate(paths, start=1):
        if progress is not None:
            progress(number, len(paths), path.name)
        try:
            reading.transcripts += read(path)
        except Problem as problem:
            reading.problems.append((path, problem))
    return reading


def arrivals(
    transcripts: Sequence[Transcript], kind: Kind, language: str = "english", folder: Path | None = None
) -> ImportDocuments:
    """The edit that brings transcripts in; `kind` is for those that do not say their own.

    `folder` is the study's: where the sources lie is kept relative to it, or not at all where None.
    """
    return ImportDocuments(
        [
            Incoming(
                replace(transcript, source=_beside(transcript.source, folder)),
                transcript.kind or kind,
                tuple(sentence_spans(transcript.text, transcript.turns, language)),
            )
            for transcript in transcripts
        ]
    )


def _beside(source: Path | None, folder: Path | None) -> Path | None:
    """A source's path from the study's folder: an absolute one names the person, and no other computer has it."""
    if source is None or folder is None:
        return None
    try:
        return Path(os.path.relpath(source.resolve(), folder.resolve()))
    except ValueError:  # on another drive of a Windows computer
        return Path(source.name)
