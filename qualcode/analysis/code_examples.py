"""Words of participants that stand in the codebook as examples, and which of them may not be shown any more."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from qualcode.analysis.verbatims import spoken, verbatim
from qualcode.analysis.versions import CurrentPlaces
from qualcode.codebooks.code import Codebook
from qualcode.participants.disclosure import Audience, clear
from qualcode.participants.names import NO_NAMES
from qualcode.transcripts.span import Span

_RUN = 4  # words in a row that tell where an example comes from that was changed by hand since


def as_example(text: str, turns: Iterable[Span], span: Span) -> str:
    """What is said in a span of a text, in quotation marks on one line; nothing where nobody says anything."""
    # Turn by turn: a label that stands between two turns as the source wrote it may be a real name.
    words = " ".join(" ".join(spoken(text, turns, span)).split())
    return f"“{words}”" if words else ""


class Withheld:
    """Examples from passages that were withdrawn, refused, or are no longer in the study, as the lines they were."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = tuple(dict.fromkeys(lines))

    def cut(self, example: str) -> str:
        """An example without these lines; nothing of it where words of theirs stand in it in another way."""
        left = "\n".join(line for line in example.split("\n") if line not in self._lines)
        # A single word is anybody's.
        return "" if any(_shares_words(left, line) for line in self._lines if len(_words(line)) > 1) else left

    def without(self, book: Codebook) -> Codebook:
        """A codebook whose examples hold none of these words."""
        return Codebook(tuple(replace(code, example=self.cut(code.example)) for code in book.codes))

    def sentence(self, book: Codebook) -> str:
        """In how many codes' examples something is held back; nothing where in none."""
        number = sum(self.cut(code.example) != code.example for code in book.codes)
        if not number:
            return ""
        whose = "1 code" if number == 1 else f"{number:,} codes"
        return f"Examples of {whose} held back: withdrawn, refused by the person, or no longer in the study."


def withheld(conn: sqlite3.Connection, day: date) -> Withheld:
    """What may not be shown on a day of all that was ever taken as an example, for the team."""
    return Withheld(_lines(conn, day))


def _lines(conn: sqlite3.Connection, day: date) -> Iterator[str]:
    places = CurrentPlaces(conn)
    # Those that were taken back too: an earlier codebook may hold them.
    for document_id, version_id, start, stop, gone in conn.execute(
        "SELECT e.document_id, e.version_id, e.start, e.stop, d.deleted_at IS NOT NULL FROM code_example e "
        "JOIN document d ON d.id = e.document_id ORDER BY e.num"
    ).fetchall():
        taken = Span(start, stop)
        line = _as_taken(conn, version_id, taken)
        here = Span(0, 0) if gone else places.span(document_id, version_id, taken)
        if line and not (here and _may_be_shown(conn, document_id, here, line, day)):
            yield line


def _may_be_shown(conn: sqlite3.Connection, document_id: str, here: Span, line: str, day: date) -> bool:
    """Whether the team may read a passage, and it still says some of what was taken from it."""
    said = clear([verbatim(conn, document_id, here)], Audience.TEAM, on=day, names=NO_NAMES).cleared
    return bool(said) and _shares_words(" ".join(one.words for one in said[0].lines), line)


def _as_taken(conn: sqlite3.Connection, version_id: str, span: Span) -> str:
    text, turns = conn.execute(
        "SELECT t.words, v.turns FROM text_version v JOIN text t ON t.sha256 = v.sha256 WHERE v.id = ?", (version_id,)
    ).fetchone()
    return as_example(text, [Span(turn[0], turn[1]) for turn in json.loads(turns)], span)


def _shares_words(example: str, line: str) -> bool:
    said, written = _words(line), _words(example)
    size = min(_RUN, len(said))
    runs = {said[place : place + size] for place in range(len(said) - size + 1)}
    return any(written[place : place + size] in runs for place in range(len(written) - size + 1))


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))
