"""From files and folders to documents: reading, deciding the kind, finding sentences."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode.edits.documents import ImportDocuments, Incoming, arriving_again
from qualcode.problem import Problem
from qualcode.transcripts.importers import REFERENCES, files_in, read, unread_in
from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.kinds import kind_in, kind_of
from qualcode.transcripts.importers.turns import turns_in
from qualcode.transcripts.references import Evidence, Reference, match, read_references, to_fields
from qualcode.transcripts.sentences import sentence_spans
from qualcode.transcripts.transcript import Kind, Transcript

Progress = Callable[[int, int, str], None]
_OPENING = 4000  # characters of a document, in which its own title and DOI stand


@dataclass(frozen=True)
class Batch:
    """The transcripts of one folder, whose kind is asked once."""

    folder: Path
    transcripts: tuple[Transcript, ...]

    def kinds(self) -> list[tuple[Kind | None, int]]:
        """What they seem to be, with how many; None for those that do not tell, which come last."""
        found = Counter(transcript.kind for transcript in self.transcripts)
        return sorted(found.items(), key=lambda item: len(Kind) if item[0] is None else item[0].place)


@dataclass
class Reading:
    """What was read: transcripts, a sentence for each file that could not be, and references of evidence."""

    transcripts: list[Transcript] = field(default_factory=list)
    problems: list[tuple[Path, Problem]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def without_kind(self) -> list[Transcript]:
        """Those of which neither file nor folder nor shape says what kind of document they are."""
        return [transcript for transcript in self.transcripts if transcript.kind is None]

    @property
    def batches(self) -> list[Batch]:
        """The transcripts by folder, in the order they came."""
        folders: dict[Path, list[Transcript]] = {}
        for transcript in self.transcripts:
            folder = transcript.source.parent if transcript.source is not None else Path()
            folders.setdefault(folder, []).append(transcript)
        return [Batch(folder, tuple(found)) for folder, found in folders.items()]

    @property
    def guessed_encodings(self) -> list[Transcript]:
        """Texts that were not written in UTF-8, so that their encoding had to be found."""
        return [one for one in self.transcripts if one.encoding and not one.encoding.upper().startswith("UTF-8")]

    @property
    def with_margin_numbers(self) -> list[Transcript]:
        """PDFs with paragraph numbers in the margin."""
        return [one for one in self.transcripts if one.margin_numbers]

    def apart(self, known: Collection[str]) -> tuple[list[Transcript], list[Transcript]]:
        """Those that are new, and those whose words another of them or the study holds.

        `known` are sha256 as `qualcode.analysis.documents.known_digests` gives them.
        """
        again = arriving_again(self.transcripts, known)
        places = range(len(self.transcripts))
        return (
            [self.transcripts[place] for place in places if place not in again],
            [self.transcripts[place] for place in places if place in again],
        )

    def say_kind(self, folder: Path, kind: Kind) -> None:
        """Say what those files of a folder are that do not tell."""
        self.transcripts = [
            replace(one, kind=kind) if one.kind is None and one.source and one.source.parent == folder else one
            for one in self.transcripts
        ]

    def read_again(self, path: Path, choices: Choices) -> None:
        """Read one file otherwise; raises Problem, and keeps what was read before, where that cannot be."""
        again = [_with_kind(transcript) for transcript in read(path, choices)]
        place = next(n for n, one in enumerate(self.transcripts) if one.source == path)
        others = [one for one in self.transcripts if one.source != path]
        self.transcripts = others[:place] + again + others[place:]


def sources(paths: Iterable[Path]) -> list[Path]:
    """The files meant by files and folders, each once. Raises Problem when a path is missing or holds nothing."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = files_in(path)
            if not inside:
                raise Problem(
                    f"There is nothing to read in {path.name or path}.",
                    left_out([path]),
                    "Put Word documents, PDFs, texts or captions there.",
                )
            found += inside
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def file_named(transcript: Transcript) -> str:
    """A transcript as the file it is in, `talk.docx`; beside its own name where one file holds several."""
    source = transcript.source
    if source is None:
        return transcript.name
    return source.name if transcript.name == source.stem else f"{transcript.name} ({source.name})"


def files_named(transcripts: Iterable[Transcript]) -> list[str]:
    """Their files, those of one name once with their number: `talk.docx (3 files)`."""
    times = Counter(file_named(one) for one in transcripts)
    return [name if number == 1 else f"{name} ({number} files)" for name, number in times.items()]


def not_again(transcripts: Sequence[Transcript]) -> str:
    """A sentence on those not brought in because another holds the same words; empty where there are none."""
    listed = ", ".join(files_named(transcripts))
    return f"Not brought in again, the same words being in the study already: {listed}." if listed else ""


def left_out(paths: Iterable[Path]) -> str:
    """A sentence about the files in folders that no reader knows, empty where there are none."""
    unread = [
        path
        for folder in paths
        if folder.is_dir()
        for path in unread_in(folder)
        if path.suffix.casefold() not in REFERENCES
    ]
    if not unread:
        return ""
    endings = ", ".join(sorted({path.suffix.casefold() or "no ending" for path in unread}))
    return f"Left out: {len(unread)} {'file' if len(unread) == 1 else 'files'} of other kinds ({endings})."


def read_sources(
    paths: Sequence[Path],
    progress: Progress | None = None,
    choices: Choices = AS_FOUND,
    stopped: Callable[[], bool] = lambda: False,
) -> Reading:
    """Read every file; one that cannot be read becomes a sentence, and the rest goes on.

    References (RIS, BibTeX, CSL-JSON) that lie beside evidence are read, too, and given to their documents. Raises
    Problem as soon as `stopped` says so; nothing has changed then.
    """
    reading = Reading()
    lists = _lists_beside(paths)
    files = [path for path in paths if path not in lists]
    for number, path in enumerate(files, start=1):
        if stopped():
            raise Problem("The import was stopped.", "Nothing was brought in.", "Begin it again when you like.")
        if progress is not None:
            progress(number, len(files), path.name)
        try:
            reading.transcripts += (_with_kind(transcript) for transcript in read(path, choices))
        except Problem as problem:
            reading.problems.append((path, problem))
    for path in lists:
        try:
            reading.references += read_references(path)
        except Problem as problem:
            if path in paths or path.suffix.casefold() != ".json":  # a .json beside them may be anything
                reading.problems.append((path, problem))
    _give_references(reading)
    return reading


def _lists_beside(paths: Sequence[Path]) -> list[Path]:
    """Lists of references among the files and in their folders."""
    folders = dict.fromkeys(path.parent for path in paths)
    beside = [other for folder in folders for other in sorted(_files_of(folder))]
    named = [path for path in paths if path.suffix.casefold() in REFERENCES]
    return list(dict.fromkeys([*named, *beside]))


def _files_of(folder: Path) -> Iterable[Path]:
    try:
        return [
            path
            for path in folder.iterdir()
            if path.suffix.casefold() in REFERENCES and path.is_file() and not path.name.startswith(".")
        ]
    except OSError:
        return []


def _with_kind(transcript: Transcript) -> Transcript:
    """What the file itself says, else its name, else its folder's name, else its shape."""
    source = transcript.source
    if source is None or transcript.kind is not kind_of(source.stem, transcript.turns) or kind_in(source.stem):
        return transcript
    folder = kind_in(source.parent.name)
    if folder is None or (folder is Kind.INTERVIEW and transcript.kind is Kind.FOCUS_GROUP):
        return transcript
    return replace(transcript, kind=folder)


def _give_references(reading: Reading) -> None:
    """Give each document that a reference surely belongs to its reference: it is evidence then."""
    if not reading.references:
        return
    documents = [
        Evidence(one.source.name if one.source else one.name, one.title or "", one.text[:_OPENING])
        for one in reading.transcripts
    ]
    found = match(reading.references, documents)
    for place, reference in found.sure.items():
        transcript = reading.transcripts[place]
        fields = {**to_fields(reference), **transcript.reference}
        reading.transcripts[place] = replace(transcript, kind=Kind.EVIDENCE, reference=fields)
    for place, perhaps in found.doubtful.items():
        titles = " or ".join(f"“{one.title}”" for one in perhaps[:3])
        doubt = f"may be {titles}; give it its reference by hand."
        transcript = reading.transcripts[place]
        reading.transcripts[place] = replace(transcript, warnings=(*transcript.warnings, doubt))
    if found.unused:
        titles = "; ".join(f"“{one.title}”" for one in found.unused[:5])
        more = f" and {len(found.unused) - 5:,} more" if len(found.unused) > 5 else ""
        reading.notes.append(f"References without a document: {titles}{more}.")


def arrivals(
    transcripts: Sequence[Transcript],
    kind: Kind,
    language: str = "english",
    folder: Path | None = None,
    kinds: Mapping[Path, Kind] | None = None,
    progress: Progress | None = None,
) -> ImportDocuments:
    """The edit that brings transcripts in; `kind` is for those that do not say their own.

    `progress` is told of each before its sentences are found; what it raises stops it.

    `kinds` decides for all files of a folder, whatever they say. `folder` is the study's: where the sources lie is
    kept relative to it, or not at all where None.
    """
    decided = kinds or {}
    incoming = []
    for number, transcript in enumerate(transcripts, start=1):
        if progress is not None:
            progress(number, len(transcripts), transcript.name)
        said = decided.get(transcript.source.parent) if transcript.source is not None else None
        final = said or transcript.kind or kind
        read_as = _as_kind(transcript, final)
        sentences = tuple(sentence_spans(read_as.text, read_as.turns, language))
        incoming.append(Incoming(replace(read_as, source=_beside(read_as.source, folder)), final, sentences))
    return ImportDocuments(incoming)


def _as_kind(transcript: Transcript, kind: Kind) -> Transcript:
    """Evidence has no speakers (`Results: …` is nobody's name); in a field note speech is reported."""
    if kind is Kind.EVIDENCE and transcript.speakers():
        return replace(transcript, turns=turns_in(transcript.text, labels=False))
    if kind is Kind.FIELD_NOTE:
        return replace(transcript, turns=turns_in(transcript.text, reported=True))
    return transcript


def _beside(source: Path | None, folder: Path | None) -> Path | None:
    """A source's path from the study's folder: an absolute one names the person, and no other computer has it."""
    if source is None or folder is None:
        return None
    try:
        return Path(os.path.relpath(source.resolve(), folder.resolve()))
    except ValueError:  # on another drive of a Windows computer
        return Path(source.name)
