"""What is said within a theme as tables: the words said most often, and those said together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode.analysis.collocations import Collocation, Pairs
from qualcode.analysis.said_within import Said
from qualcode.analysis.words_within import Elsewhere, FrequentWords
from qualcode.exports.count_figures import kind_suffix
from qualcode.exports.figures import Column, Row, Table, Value, ValueKind
from qualcode.exports.phrases import counted, listed, sentence_case
from qualcode.exports.small_cells import few_in_words, is_small

_SAY_LITTLE = "words that say little (the, is, you)"


def frequent_table(
    words: FrequentWords,
    said: Said,
    theme: str,
    counted_codings: str,
    rest: Elsewhere | None = None,
    fewest: int = 0,
) -> Table:
    """The words said most often in the excerpts of `theme`; with `rest` how often they are said elsewhere.

    Words that some participants say, and fewer than `fewest`, are left out.
    """
    words, few = without_few(words, fewest)
    columns = [
        Column("Word", ValueKind.WORDS),
        Column("Forms", ValueKind.WORDS),
        Column("Times"),
        Column("In 1,000 words", ValueKind.RATE),
        Column("Participants"),
        Column("Documents"),
    ]
    columns += [Column("In 1,000 words elsewhere", ValueKind.RATE)] if rest is not None else []
    rows = []
    for one in words.words:
        cells: tuple[Value, ...] = (one.word, ", ".join(one.forms), one.number, _rate(one.number, words.of_words))
        cells += (one.people, one.documents)
        cells += (_rate(rest.numbers.get(one.key, 0), rest.words),) if rest is not None else ()
        rows.append(Row(cells))
    some = (f"of the words said most often {few:,} by fewer than {fewest:,} participants",) if few else ()
    gone = [
        f"{number:,} {what}"
        for number, what in (
            (words.left_out, "word that says little" if words.left_out == 1 else _SAY_LITTLE),
            (words.names, "name" if words.names == 1 else "names"),
        )
        if number
    ]
    left_out = f"{listed([*gone, *some])} left out" if gone or some else "nothing is left out"
    return Table(
        f"Words said most often under {theme}{kind_suffix(said.kind)}",
        tuple(columns),
        tuple(rows),
        (
            *_base(said, few_in_words(counted_codings, fewest)),
            f"The {counted(len(rows), 'word')} said most often of {words.different:,} different ones; {left_out}.",
        ),
        sheet=f"Words{kind_suffix(said.kind)}",
    )


def without_few(words: FrequentWords, fewest: int) -> tuple[FrequentWords, int]:
    """The same without words that some participants say, and fewer than `fewest`; and how many these are."""
    told = tuple(one for one in words.words if not is_small(one.people, fewest))
    return replace(words, words=told), len(words.words) - len(told)


def pairs_table(found: Sequence[Collocation], asked: Pairs, said: Said, theme: str, counted_codings: str) -> Table:
    """The words said together in the excerpts of `theme`, the strongest pairs first."""
    columns = (
        Column("First word", ValueKind.WORDS),
        Column("Second word", ValueKind.WORDS),
        Column("Together"),
        Column("First word in all"),
        Column("Second word in all"),
        Column(sentence_case(asked.association.value), ValueKind.RATE, decimals=2),
    )
    rows = (Row((*one.words, one.number, one.first, one.second, one.strength)) for one in found)
    where = "next to each other" if asked.window == 2 else f"within {asked.window:,} words"
    return Table(
        f"Words said together under {theme}{kind_suffix(said.kind)}",
        columns,
        tuple(rows),
        (
            *_base(said, counted_codings),
            f"Pairs {where} in one turn, said {counted(asked.least, 'time')} at least, without {_SAY_LITTLE}.",
        ),
        sheet=f"Pairs{kind_suffix(said.kind)}",
    )


def _rate(number: int, words: int) -> float | None:
    return 1000 * number / words if words else None


def _base(said: Said, counted_codings: str) -> tuple[str, ...]:
    return (
        said.sentence(),
        f"Counted: {counted_codings}.",
    )
