"""What `qualcode themes --reach` tells: how many participants mention each code, and how evenly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

    from qualcode.analysis.counts.asked import Asked

AGAINST = "Against: what goes against a code, whoever says it."


def reach_rows(
    conn: sqlite3.Connection, asked: Asked, titles: dict[str, str], unused: bool, form: str | None, few: int
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    from qualcode.analysis.codes import codebook
    from qualcode.analysis.counts.reach import code_reaches
    from qualcode.analysis.counts.rows import ALL_AREAS

    rows: list[dict[str, Any]] = []
    found = code_reaches(conn, asked)
    hidden = _few_reached(conn, asked, few) if few else {}
    counted = found[ALL_AREAS].counted
    named = [(code.id, titles[code.id]) for code, _ in codebook(conn).walk()]
    for row, title in (*named, (ALL_AREAS, "All areas")):
        for part in found[row].parts:
            if unused or part.excerpts:
                first = part.carriers[0] if part.carriers else None
                line = (
                    ({} if part.kind is None else {"kind": str(part.kind)})
                    | {
                        "code": title,
                        "participants": part.participants,
                        "of": part.base.participants,
                        "excerpts": part.theirs,
                        "against": part.against,
                        "others against": part.against_nobodys,
                        "half": part.half,
                        "most": "" if first is None else first.name,
                        "share": None if first is None else round(first.share, 4),
                        "DPnorm words": _rounded(part.by_words.norm),
                        "DPnorm excerpts": _rounded(part.by_excerpts.norm),
                        "silent": len(part.silent),
                    }
                    # Each by name, where there is room for hundreds of them.
                    | ({} if form is None else {"never": [name for _, name in part.silent]})
                )
                rows.append(_reach_of_many(line, hidden.get((str(part.kind), row), False), few) if few else line)
    told = (
        "Of each code with all below it. Half: how many participants have half of the excerpts.",
        "DPnorm is 0 where people have as much of a code as of all that was said, and 1 where it is all with one.",
        f"{AGAINST} Others against: what of it is no participant’s.",
        "What goes against a code is read with: qualcode excerpts 'code:1.1 against:yes'",
        f"Counted: {counted}.",
    )
    return rows, told


def _few_reached(conn: sqlite3.Connection, asked: Asked, few: int) -> dict[tuple[str, str], bool]:
    """Whether the numbers of a code are hidden, by the kind of document and the code."""
    from qualcode.analysis.counts.asked import By, Measure
    from qualcode.analysis.counts.tables import table
    from qualcode.exports.reach_figures import hidden_in_reach

    plain = replace(asked, by=By.PARTICIPANT, measure=Measure.EXCERPTS, attribute_id=None, with_words=False)
    return {
        (str(part.kind), code_id): gone
        for part in table(conn, plain).parts
        for code_id, (_, gone) in hidden_in_reach(part, few).items()
    }


_OF_ONE = {"most", "share", "silent", "never"}  # participants by name, and how many the others are


def _reach_of_many(line: dict[str, Any], is_gone: bool, few: int) -> dict[str, Any]:
    """A line without what is told of one participant, and without small numbers; with none where they are hidden."""
    from qualcode.exports.figures import HIDDEN
    from qualcode.exports.small_cells import unless_small

    told = {key: value for key, value in line.items() if key not in _OF_ONE}
    if is_gone:
        told |= {key: HIDDEN for key in told if key not in ("kind", "code", "of")}
    return told | {
        key: unless_small(told[key], few)
        for key in ("of", "against", "others against", "half", "excerpts")
        if told[key] != HIDDEN
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)
