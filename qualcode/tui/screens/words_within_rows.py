"""Words said within a theme as rows, beside how often they are said elsewhere; and what is asked about them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.analysis.codes import codebook
from qualcode.analysis.collocations import Association, Collocation, Pairs, collocations
from qualcode.analysis.concordance import Hit
from qualcode.analysis.counts.tables import row_codes
from qualcode.analysis.excerpts import Choice, Excerpt, counted_phrase, excerpts
from qualcode.analysis.questions.asked import excerpts_for
from qualcode.analysis.said_within import Said, said_within
from qualcode.analysis.themes import theme
from qualcode.analysis.words_within import Elsewhere, FrequentWords, elsewhere, frequent_words
from qualcode.codebooks.code import Codebook
from qualcode.exports.figures import Table
from qualcode.exports.phrases import counted, plural, sentence_case
from qualcode.exports.said_figures import frequent_table, pairs_table
from qualcode.problem import Problem
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.form import Field

EVERYTHING = "everything coded"
_WAITING = "…"

WORD_COLUMNS = (
    Column("word", 18),
    Column("forms"),
    Column("times", 6, right=True),
    Column("in 1,000", 8, right=True),
    Column("people", 6, right=True),
    Column("documents", 9, right=True, least=70),
    Column("elsewhere", 9, right=True),
)
PAIR_COLUMNS = (
    Column("first"),
    Column("second"),
    Column("together", 8, right=True),
    Column("first", 6, right=True),
    Column("second", 6, right=True),
    Column("strength", 9, right=True),
)


@dataclass(frozen=True)
class Within:
    """Whose words: those under a code, a theme in the making, or what a question finds; else of all that is coded."""

    code_id: str = ""
    theme_id: str = ""
    question: str = ""

    def excerpts(self, conn: sqlite3.Connection) -> list[Excerpt]:
        """The excerpts, those below a code with it. Raises Problem for a question that cannot be asked."""
        if self.theme_id:
            return list(theme(conn, self.theme_id).support)
        found = excerpts_for(conn, self.question) if self.question else None
        if not self.code_id:
            return excerpts(conn) if found is None else found
        codes = row_codes(codebook(conn), self.code_id, nested=True)
        return (
            excerpts(conn, Choice(codes=codes)) if found is None else [one for one in found if one.code_id in codes]
        )


@dataclass(frozen=True)
class Chosen:
    """What is listed: `pairs` where pairs are asked for, `most` of each kind of document."""

    within: Within = field(default_factory=Within)
    stop_words: bool = False
    most: int = 100
    pairs: Pairs = field(default_factory=Pairs)
    in_pairs: bool = False

    def next_measure(self) -> Chosen:
        """Pairs by the other measure."""
        measures = list(Association)
        after = measures[(measures.index(self.pairs.association) + 1) % len(measures)]
        return replace(self, pairs=replace(self.pairs, association=after))


@dataclass(frozen=True)
class Listed:
    """What was found: for each kind of document what is said, and its words or its pairs."""

    title: str = ""
    counted: str = ""
    said: tuple[Said, ...] = ()
    words: tuple[FrequentWords, ...] = ()
    pairs: tuple[tuple[Collocation, ...], ...] = ()
    rest: tuple[Elsewhere, ...] = ()  # once they are counted

    def tables(self, chosen: Chosen, fewest: int = 0) -> list[Table]:
        """The same as tables: what stands on the screen is what is exported, without words that fewer people say."""
        return [self._table(place, chosen, fewest) for place in range(len(self.said))]

    def _table(self, place: int, chosen: Chosen, fewest: int = 0) -> Table:
        said = self.said[place]
        if chosen.in_pairs:
            return pairs_table(self.pairs[place], chosen.pairs, said, self.title, self.counted)
        rest = self.rest[place] if self.rest else None
        return frequent_table(self.words[place], said, self.title, self.counted, rest, fewest)

    def rows(self, chosen: Chosen) -> list[Row]:
        """The rows, those of each kind under its name; a row's id has the place of its kind before its place."""
        found: list[Row] = []
        for place, table in enumerate(self.tables(chosen)):
            kind = self.said[place].kind
            if kind is not None and len(self.said) > 1 and table.rows:
                found.append(Row(f"kind {place}", (sentence_case(plural(kind)),), "heading"))
            for number, row in enumerate(table.rows):
                cells = table.text(row)
                if not chosen.in_pairs:
                    word, forms, times, rate, people, documents, *rest = cells
                    cells = [word, forms, times, rate, people, documents, *(rest or [_WAITING])]
                found.append(Row(f"{place}:{number}", tuple(cells)))
        return found

    def notes(self, chosen: Chosen, row_id: str) -> str:
        """What the numbers of the kind of document of a row are out of, and what is left out."""
        place = row_id.partition(":")[0]
        if not self.said:
            return ""
        number = int(place) if place.isdecimal() and int(place) < len(self.said) else 0
        kind = self.said[number].kind
        lead = f"{sentence_case(plural(kind))}: " if len(self.said) > 1 and kind is not None else ""
        rest = "" if chosen.in_pairs else " Elsewhere: in 1,000 words of the rest of the study."
        return lead + " ".join(self._table(number, chosen).notes) + rest

    def word(self, row_id: str) -> str:
        """The word of a row, in the form said most often."""
        place, _, number = row_id.partition(":")
        return self.words[int(place)].words[int(number)].word

    def key(self, row_id: str, chosen: Chosen) -> tuple[Said, Collocation | str] | None:
        """What a row is of: where it was said, and the pair or the key of the word."""
        place, _, number = row_id.partition(":")
        if not number:
            return None
        kind = int(place)
        if chosen.in_pairs:
            return self.said[kind], self.pairs[kind][int(number)]
        return self.said[kind], self.words[kind].words[int(number)].key


def listed(conn: sqlite3.Connection, chosen: Chosen) -> Listed:
    """Count the words, or the pairs; on a copy. Raises Problem where what is asked about is gone or no question."""
    within = chosen.within
    said = said_within(conn, within.excerpts(conn))
    found = Listed(_title(conn, within), counted_phrase(conn), said)
    if chosen.in_pairs:
        return replace(found, pairs=tuple(collocations(conn, one, chosen.pairs, chosen.most) for one in said))
    words = tuple(frequent_words(conn, one, chosen.most, with_stop_words=chosen.stop_words) for one in said)
    return replace(found, words=words)


def said_elsewhere(conn: sqlite3.Connection, found: Listed, chosen: Chosen) -> tuple[Elsewhere, ...]:
    """How often the words that are listed are said in the rest of the study, by kind of document; on a copy."""
    return tuple(
        elsewhere(conn, said, [one.key for one in words.words], with_stop_words=chosen.stop_words)
        for said, words in zip(found.said, found.words, strict=True)
    )


def _title(conn: sqlite3.Connection, within: Within) -> str:
    if within.theme_id:
        return f"“{theme(conn, within.theme_id).claim}”"
    code = codebook(conn).get(within.code_id)
    title = code.title if code is not None else within.code_id or EVERYTHING
    return f"{title}, of what {within.question} finds" if within.question else title


def fields(chosen: Chosen, book: Codebook) -> list[Field]:
    """The fields of the form."""
    codes = {"": EVERYTHING} | {code.id: code.title for code, _ in book.walk()}
    now = codes.get(chosen.within.code_id, EVERYTHING)
    measures = tuple(one.value for one in Association)
    return [
        Field("code", "Words said under", now, "choice", tuple(dict.fromkeys(codes.values()))),
        Field("question", "Only what a question finds", chosen.within.question, hint="kind:interview"),
        Field("most", "How many to list", str(chosen.most), hint="100"),
        Field("all", "Also words that say little alone: the, is, you", "yes" if chosen.stop_words else "", "tick"),
        Field("measure", "Pairs by", chosen.pairs.association.value, "choice", measures),
        Field("window", "Pairs within so many words: 2 is one after the other", str(chosen.pairs.window), hint="2"),
        Field("least", "Pairs said so often, at the least", str(chosen.pairs.least), hint="3"),
    ]


def chosen_of(values: Mapping[str, str], before: Chosen, book: Codebook) -> Chosen:
    """What was chosen in the form. Raises Problem for what is no number, or cannot be looked for."""
    numbers = [_number(values[name]) for name in ("most", "window", "least")]
    code_id = next((code.id for code, _ in book.walk() if code.title == values["code"]), "")
    within = Within(code_id, "", values["question"].strip())
    if before.within.theme_id and not (within.code_id or within.question):
        within = before.within
    return Chosen(
        within,
        values["all"] == "yes",
        max(1, min(numbers[0], 1_000)),
        Pairs(Association(values["measure"]), numbers[1], numbers[2]),
        before.in_pairs,
    )


def _number(said: str) -> int:
    if not said.strip().isdecimal():
        raise Problem(f"“{said.strip()}” is no number.", remedy="Write one in figures, such as 3.")
    return int(said)


def places_said(hits: Sequence[Hit], words: str) -> str:
    """`“card” · 4 places`."""
    return f"“{words}” · {counted(len(hits), 'place')}"
