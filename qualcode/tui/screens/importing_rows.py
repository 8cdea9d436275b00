"""What an import shows before it brings anything in: kinds by folder, encodings, margins, what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.project.importing import Batch, Reading, file_named, files_named
from qualcode.transcripts.importers.encodings import shown_name
from qualcode.transcripts.transcript import Kind, Transcript

BRING_IN = "bring-in"
MARGIN = "margin"
ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows-1252 (Western Europe)"),
    ("cp1250", "Windows-1250 (Central Europe)"),
    ("cp1251", "Windows-1251 (Cyrillic)"),
    ("cp866", "CP866 (Cyrillic, DOS)"),
    ("koi8-r", "KOI8-R (Cyrillic)"),
    ("mac_roman", "Mac Roman"),
    ("cp437", "CP437 (DOS)"),
    ("utf-16-le", "UTF-16, little-endian"),
    ("utf-16-be", "UTF-16, big-endian"),
    ("cp1253", "Windows-1253 (Greek)"),
    ("cp1254", "Windows-1254 (Turkish)"),
    ("cp1255", "Windows-1255 (Hebrew)"),
    ("cp1256", "Windows-1256 (Arabic)"),
    ("shift_jis", "Shift-JIS (Japanese)"),
    ("gb18030", "GB 18030 (Chinese)"),
    ("big5", "Big5 (Chinese)"),
    ("euc_kr", "EUC-KR (Korean)"),
)
_NAMED = 5


@dataclass
class Decided:
    """What a person decided so far: kinds by folder, and whether numbers in margins are left out.

    `there` are the sha256 of files and words that the study holds already.
    """

    kinds: dict[Path, Kind] = field(default_factory=dict)
    without_margin_numbers: bool = False
    there: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Decision:
    """One line: its id, its words, a quiet line under them, and what it decides about."""

    id: str
    words: str
    under: str = ""
    folder: Path | None = None
    path: Path | None = None
    now: str = ""
    as_found: str = ""
    names: str = ""
    sample: str = ""


def decisions(reading: Reading, decided: Decided) -> list[Decision]:
    """The lines, the one that brings all in first."""
    new, again = reading.apart(decided.there)
    rows = [Decision(BRING_IN, f"Bring in {counted(len(new), 'document')}", _again(again))]
    rows += [_of_folder(place, batch, decided) for place, batch in enumerate(reading.batches)]
    numbered = reading.with_margin_numbers
    if numbered:
        now = "left out" if decided.without_margin_numbers else "kept as part of the text"
        rows.append(
            Decision(
                MARGIN,
                f"Paragraph numbers in the margin: {now}",
                f"{counted(len(numbered), 'PDF')} with them, as MAXQDA prints. enter changes it.",
            )
        )
    rows += [_of_encoding(place, one) for place, one in enumerate(reading.guessed_encodings)]
    return rows


def _again(transcripts: Sequence[Transcript]) -> str:
    if not transcripts:
        return ""
    names = files_named(transcripts)
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"Not again, the same words being there already: {', '.join(names[:_NAMED])}{more}."


def _of_folder(place: int, batch: Batch, decided: Decided) -> Decision:
    kinds = batch.kinds()
    tells = all(kind is not None for kind, _ in kinds)
    silent = "that does not say" if dict(kinds).get(None) == 1 else "that do not say"
    parts = [f"{number:,} {kind or silent}" for kind, number in kinds]
    as_found = ", ".join(parts) if len(parts) > 1 else str(kinds[0][0] or "")
    chosen = decided.kinds.get(batch.folder)
    shown = str(chosen) if chosen else as_found or "they do not say: enter chooses"
    names = [file_named(one) for one in batch.transcripts]
    more = len(names) - _NAMED
    listed = f"{', '.join(names[:_NAMED])}{f' and {more:,} more' if more > 0 else ''}"
    return Decision(
        f"folder-{place}",
        f"{batch.folder.name or 'here'}/ · {counted(len(names), 'document')} · {shown}",
        "" if chosen or tells else "What does not say comes in as interview; enter says otherwise.",
        folder=batch.folder,
        now=str(chosen or ""),
        as_found=as_found if any(kind is not None for kind, _ in kinds) else "",
        names=listed,
    )


def _of_encoding(place: int, transcript: Transcript) -> Decision:
    sample = " ".join(transcript.text[:400].split())[:160]
    return Decision(
        f"encoding-{place}",
        f"{file_named(transcript)}: read as {transcript.encoding}",
        f"{sample[:70]}…" if len(sample) > 70 else sample,
        path=transcript.source,
        now=_listed_encoding(transcript.encoding),
        sample=sample,
    )


def _listed_encoding(shown: str) -> str:
    """The encoding as `ENCODINGS` lists it; empty where it does not."""
    return next((listed for listed, _ in ENCODINGS if shown_name(listed) == shown), "")


def outcome(reading: Reading, new: Sequence[Transcript]) -> str:
    """Sentences on what was odd in what is new of what was read, and on what could not be read."""
    said = [*(reading.notes if new else ()), *_warnings(new)]
    comments = sum(len(one.comments) for one in new)
    if comments:
        said.insert(0, f"{counted(comments, 'comment')} in the margins: each becomes a memo on its passage.")
    return "\n".join([*(f"Not read: {problem}" for _, problem in reading.problems), *said])


def _warnings(transcripts: Iterable[Transcript]) -> list[str]:
    """Each warning once, with the documents it is about."""
    about: dict[str, list[str]] = {}
    for one in transcripts:
        for warning in one.warnings:
            about.setdefault(warning, []).append(file_named(one))
    return [
        f"{names[0]}: {warning}" if len(names) == 1 else f"{counted(len(names), 'document')}: {warning}"
        for warning, names in about.items()
    ]


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 document`, `2,666 documents`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
