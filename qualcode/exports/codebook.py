"""The codebook as a file: csv and xlsx that can be brought in again, Word and Markdown to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from qualcode.codebooks.code import OUTSIDE, Code, Codebook
from qualcode.codebooks.csv_files import as_csv
from qualcode.exports import markdown
from qualcode.exports.code_counts import CodeCounts
from qualcode.exports.files import Written, put
from qualcode.exports.phrases import counted
from qualcode.exports.report import CodebookEntry, Report
from qualcode.exports.sources import Fact, Sources
from qualcode.exports.spoken import after
from qualcode.exports.wordml import Cell, paragraph, run, table
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem

WRITTEN = (".csv", ".xlsx", ".docx", ".md")
_HEADS = ("No.", "Code", "Definition", "Use when", "Do not use when", "Example", "State")
_SHARES = (5, 12, 22, 19, 23, 19)  # of the width, without the columns that are only there where needed
_LETTER, _BESIDE, _LOW = 95, 120, 17  # twips of a letter and beside the words of a cell; lines of half a page
_NARROW = 6  # the hundredth parts that State and Excerpts take
_INDENT = 170  # twips for each level below an area's own codes


def write(
    codebook: Codebook,
    path: Path,
    study: str,
    made_on: datetime,
    counts: CodeCounts | None = None,
    *,
    audience: Audience = Audience.TEAM,
) -> Written:
    """Write a codebook as the kind of file that `path` ends in; `made_on` carries its zone.

    `counts` stand in Word and Markdown. For an outside audience examples are left out: they may be
    somebody's own words, which nobody has cleared. Raises Problem where the file cannot be saved or has no known
    ending.
    """
    if audience is Audience.OUTSIDE:
        codebook = _without_examples(codebook)
    match path.suffix.casefold():
        case ".csv":
            return put(as_csv(codebook).encode("utf-8-sig"), path)
        case ".xlsx":
            from qualcode.codebooks.xlsx_files import as_xlsx
            from qualcode.exports.word_package import blank_workbook

            return put(blank_workbook(as_xlsx(codebook), made_on), path)
        case ".docx":
            return put(as_docx(codebook, study, made_on, counts, audience=audience), path)
        case ".md":
            return put(as_markdown(codebook, study, made_on, counts, audience=audience).encode(), path)
    raise _unknown(path)


def check_ending(path: Path) -> None:
    """Raise Problem where a codebook cannot be written as that kind of file."""
    if path.suffix.casefold() not in WRITTEN:
        raise _unknown(path)


def _unknown(path: Path) -> Problem:
    return Problem(
        f"A codebook cannot be written as {path.name}.",
        remedy=f"Let the name end in {', '.join(WRITTEN[:-1])} or {WRITTEN[-1]}.",
    )


def _without_examples(codebook: Codebook) -> Codebook:
    return Codebook(tuple(replace(code, example="") for code in codebook.codes))


def _report(
    codebook: Codebook, study: str, made_on: datetime, counts: CodeCounts | None, audience: Audience
) -> Report:
    """The codebook as a report, whose page header and footer every writer prints alike."""
    codes = [code for code in codebook.codes if not code.is_area]
    areas = codebook.areas()
    states = [f"{number} {state}" for state in ("proposed", "retired") if (number := _in_state(codes, state))]
    size = f"{counted(len(codes), 'code')} in {counted(len(areas), 'area')}"
    said = [Fact("Codebook", f"{size}; {', '.join(states)}" if states else size)]
    if counts is not None:
        said.append(Fact("Excerpts", counts.sentence))
    return Report("Codebook", study, made_on, audience, Sources((), 0, "", stated=tuple(said)), ())


def _in_state(codes: list[Code], state: str) -> int:
    return sum(code.state == state for code in codes)


def as_markdown(
    codebook: Codebook,
    study: str,
    made_on: datetime,
    counts: CodeCounts | None = None,
    *,
    audience: Audience = Audience.TEAM,
) -> str:
    """The codebook as Markdown: a heading for each area and code, with what is said of it."""
    entries = tuple(
        CodebookEntry(
            code.index,
            _named(code, counts),
            depth,
            code.definition,
            code.use_when,
            code.do_not_use_when,
            code.example,
            "" if code.is_area or code.state == "agreed" else str(code.state),
        )
        for code, depth in codebook.walk()
    )
    return markdown.text(replace(_report(codebook, study, made_on, counts, audience), codebook=entries))


def _named(code: Code, counts: CodeCounts | None) -> str:
    if counts is None or code.is_area:
        return code.name
    return f"{code.name} ({counts.words(code.id)})"


def as_docx(
    codebook: Codebook,
    study: str,
    made_on: datetime,
    counts: CodeCounts | None = None,
    *,
    audience: Audience = Audience.TEAM,
) -> bytes:
    """The codebook as an appendix: areas as headings, under each a table whose headings stand on every page."""
    from qualcode.exports.word import across  # with python-docx, 0.1 s

    report = _report(codebook, study, made_on, counts, audience)

    def body(styles: Mapping[str, str], width: int) -> str:
        return "".join(_body(codebook, report, counts, styles, width))

    return across(report, body)


def _body(
    codebook: Codebook, report: Report, counts: CodeCounts | None, styles: Mapping[str, str], width: int
) -> Iterator[str]:
    if report.audience.notice:
        yield paragraph(styles["AudienceNotice"], run(report.audience.notice))
    yield paragraph(styles["Title"], run(report.title))
    day = run(after(report.study, f", {report.day}"), left=False)
    yield paragraph(styles["Subtitle"], run(report.study), day, left=False)
    for fact in report.sources.facts:
        yield paragraph(styles["Normal"], run(f"{fact.value.rstrip('.')}."))
    for area in codebook.areas():
        yield paragraph(styles["Heading1"], run(_heading(area)), properties='<w:pageBreakBefore w:val="0"/>')
        for label, words in (
            ("", area.definition),
            ("Use when: ", area.use_when),
            ("Do not use when: ", area.do_not_use_when),
            ("Example: ", area.example),
            ("Colour: ", area.colour),
        ):
            if words:
                yield paragraph(styles["Normal"], run(label + words), properties="<w:keepNext/>")
        below = [(code, depth - 1) for code, depth in codebook.walk(area.id, 1)]
        if below:
            yield _table(area.name, below, counts, styles, width)
    outside = [pair for code in codebook.outside_areas() for pair in ((code, 0), *codebook.walk(code.id, 1))]
    if outside:
        yield paragraph(styles["Heading1"], run(OUTSIDE), properties='<w:pageBreakBefore w:val="0"/>')
        yield _table(OUTSIDE, outside, counts, styles, width)


def _heading(area: Code) -> str:
    """Its number and name; a letter alone gets a point, or it would read as a word."""
    return f"{area.index}. {area.name}" if area.index.isalpha() else area.title


def _table(
    caption: str,
    codes: list[tuple[Code, int]],
    counts: CodeCounts | None,
    styles: Mapping[str, str],
    width: int,
) -> str:
    heads, shares = list(_HEADS[:-1]), list(_SHARES)
    if any(code.state != "agreed" for code, _ in codes):
        heads, shares = [*heads, _HEADS[-1]], [*shares, _NARROW + 3]
    if any(code.colour for code, _ in codes):
        heads, shares = [*heads, "Colour"], [*shares, _NARROW + 3]
    if counts is not None:
        heads, shares = [*heads, "Excerpts"], [*shares, _NARROW + (6 if counts.apart else 3)]
    widths = [width * share // sum(shares) for share in shares]
    rows = [[Cell(run(head), styles["TableHead"]) for head in heads]]
    for code, depth in codes:
        values = (code.index, code.name, code.definition, code.use_when, code.do_not_use_when, code.example)
        cells = [Cell(run(value), styles["TableText"]) for value in values]
        cells[1] = Cell(run(code.name, styles["Strong"]), styles["TableText"], indent=_INDENT * depth)
        if "State" in heads:
            cells.append(Cell(run(str(code.state)), styles["TableText"]))
        if "Colour" in heads:
            cells.append(Cell(run(code.colour or ""), styles["TableText"]))
        if counts is not None:
            cells.append(Cell(run(counts.cell(code.id)), styles["TableNumber"]))
        rows.append(cells)
    return table(
        styles["CountsTable"],
        widths,
        rows,
        header_rows=1,
        alt_text=f"Codes of {caption}",
        whole_rows=[True, *(_is_low(code, widths) for code, _ in codes)],
    )


def _is_low(code: Code, widths: Sequence[int]) -> bool:
    """Whether its row fills less than half a page, of which more would be left empty if it were kept whole."""
    words = (code.index, code.name, code.definition, code.use_when, code.do_not_use_when, code.example)
    lines = (
        sum(1 + len(line) * _LETTER // max(1, width - _BESIDE) for line in each.split("\n"))
        for each, width in zip(words, widths, strict=False)
    )
    return max(lines) <= _LOW
