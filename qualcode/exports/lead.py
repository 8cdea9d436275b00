"""The team lead's report as sections of a page: what was found as values goes in, no study's file is read here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.counts.reach import Reaches
from qualcode.analysis.counts.rows import Part as CountsPart
from qualcode.analysis.counts.rows import Table as CountsTable
from qualcode.analysis.counts.saturation import Saturation
from qualcode.analysis.documents import DocumentLine
from qualcode.analysis.framework import Chart
from qualcode.analysis.groups import GroupsBeside
from qualcode.analysis.occurring import Occurring
from qualcode.analysis.progress import ProgressLine, QuestionProgress
from qualcode.analysis.sampling import Grid
from qualcode.codebooks.code import Codebook
from qualcode.exports.count_figures import base_without, counts_tables, new_code_lines, together_hiding, used
from qualcode.exports.figures import HIDDEN, Table
from qualcode.exports.group_figures import groups_tables
from qualcode.exports.method import Method
from qualcode.exports.page import Facts, Paragraph, Part, Section
from qualcode.exports.phrases import counted, plural
from qualcode.exports.progress_figures import (
    chart_states_table,
    kinds_table,
    missing_table,
    progress_table,
    questions_table,
)
from qualcode.exports.reach_figures import (
    carrier_tables,
    hidden_in_reach,
    reach_bars,
    reach_tables,
    theme_tables,
)
from qualcode.exports.small_cells import is_small, note, notes_without
from qualcode.exports.sources import Fact, Sources
from qualcode.participants.disclosure import Audience
from qualcode.participants.recognising import FEWEST
from qualcode.transcripts.coverage import Coverage
from qualcode.transcripts.transcript import Kind

_MOST_ACROSS = 60  # participants, above whom a table with a column for each serves nobody
_MOST_DOCUMENTS = 200
_THEMES_ARE = "A theme is a claim in a sentence, with what was gathered for it and against it."


@dataclass(frozen=True)
class LeadChoices:
    """What goes into the team lead's report: for whom, whether coders are named, and how it is called.

    `together` is how many codes, those with the most excerpts, are looked at for where they meet. `by` are ids of
    attributes of participants whose groups stand beside each other. Numbers of some participants, and fewer than
    `fewest`, are hidden, and what has a number for each participant is left out.
    """

    audience: Audience = Audience.TEAM
    coder_names: bool = False
    together: int = 20
    title: str = ""
    by: tuple[str, ...] = ()
    fewest: int = 0


@dataclass(frozen=True)
class LeadMaterial:
    """What the report needs of the study.

    `by_person` and `by_kind` count excerpts, `by_kind` None where there is but one kind; `people_by_kind` is the same
    with participants counted. `coded_people` is how many have coded words, by kind. `document_numbers` are
    what documents are called in print, by id. `wanted` are the grids of who is wanted, `themes` the claims with the
    reach of what is for and against them, and `against` quotes the excerpts that go against their codes: none of them
    for readers outside. `groups` are what makes them and their numbers. `method` says how
    it was all gathered and coded.
    """

    choices: LeadChoices
    study_page: tuple[Fact, ...]
    sources: Sources
    book: Codebook
    by_person: CountsTable
    by_kind: CountsTable | None
    people_by_kind: CountsTable | None
    coded_people: Mapping[Kind, int]
    reaches: Mapping[str, Reaches]
    against: Sequence[Table]
    occurring: Occurring
    saturation: Sequence[Saturation]
    charts: Sequence[Chart]
    lines: Sequence[ProgressLine]
    coverage: Mapping[str, Coverage]
    questions: Sequence[QuestionProgress]
    wanted: Sequence[Grid]
    themes: Sequence[tuple[str, Reaches, Reaches]]
    groups: Sequence[tuple[str, GroupsBeside]]
    document_numbers: Mapping[str, str]
    method: Method

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of codes and areas by id, as far as they may be shown."""
        return {code.id: code.title for code in self.book.codes}

    def named(self, document: DocumentLine) -> str:
        """`Interview 3: Link worker, Leeds`."""
        return f"{self.document_numbers[document.id]}: {document.called}"


def sections(study: LeadMaterial) -> Iterator[Section]:
    """The sections of the report in their order."""
    yield Section("What this report draws on", tuple(_draws_on(study)))
    yield Section("Reach of the codes", tuple(_reach(study)))
    yield Section("Counts", tuple(_counts(study)))
    if study.groups:
        yield Section("Groups beside each other", tuple(_groups(study)))
    yield Section("Codes that meet", tuple(_together(study)))
    if study.themes:
        themes = theme_tables(study.themes, study.choices.fewest)
        yield Section("Themes in the making", (Paragraph(_THEMES_ARE), *themes))
    yield Section("New codes", tuple(_new_codes(study)))
    yield Section("Charts", tuple(_charts(study)))
    yield Section("Progress", tuple(_progress(study)))
    if study.wanted and not study.choices.fewest:
        yield Section("Who is still missing", tuple(missing_table(grid) for grid in study.wanted))
    yield Section("How it was counted", tuple(_methods(study)))


def _draws_on(study: LeadMaterial) -> Iterator[Part]:
    if study.study_page:
        yield Facts(study.study_page)
    yield Facts(study.sources.facts)
    yield Paragraph(
        "Kinds of document stand side by side and are never added. What cannot be counted is shown as “–”.",
        quiet=True,
    )


def _reach(study: LeadMaterial) -> Iterator[Part]:
    fewest = study.choices.fewest
    bars = reach_bars(study.by_person, titles=study.titles, fewest=fewest)
    if bars is not None:
        yield bars
    elif not fewest or reach_bars(study.by_person) is None:
        yield Paragraph("No participant’s words are coded yet.")
    yield from _with_rows(reach_tables(study.by_person, study.reaches, titles=study.titles, fewest=fewest))
    if not fewest:
        yield from _with_rows(carrier_tables(study.by_person, study.reaches, titles=study.titles))
        yield from study.against
    if bars is not None and not fewest and not study.against and study.choices.audience is Audience.TEAM:
        yield Paragraph("No excerpt goes against the code it is under.")


def _counts(study: LeadMaterial) -> Iterator[Part]:
    yield from _with_rows(list(_by_kind(study)))
    if study.choices.fewest:
        yield Paragraph(
            f"Numbers of fewer than {study.choices.fewest:,} participants are hidden, so there is no table with a "
            "column for each participant, nor a list of who carries a code or goes against it."
        )
        return
    for part, table in zip(study.by_person.parts, counts_tables(study.by_person, titles=study.titles), strict=True):
        yield from _by_person(part, table)


def _by_kind(study: LeadMaterial) -> Iterator[Table]:
    """The table of kinds of document, which are never added, so that none tells of another what is hidden.

    A code that is hidden in the reach of a kind is hidden here.
    """
    if study.by_kind is None or study.people_by_kind is None:
        return
    fewest = study.choices.fewest
    tables = counts_tables(study.by_kind, titles=study.titles)
    if not fewest:
        yield from tables
        return
    gone = _hidden_codes(study, own=False)
    for part, people, table in zip(study.by_kind.parts, study.people_by_kind.parts, tables, strict=True):
        kinds = [gone.get(Kind(column.key), frozenset()) for column in part.columns]
        whose = {row.code_id: row.nested.cells for row in people.lines}
        rows = []
        for row, shown in zip(used(part), table.rows, strict=True):
            few = [
                row.code_id in ids or is_small(int(number or 0), fewest) or is_small(int(heard or 0), fewest)
                for number, heard, ids in zip(row.nested.cells, whose[row.code_id], kinds, strict=True)
            ]
            numbers = zip(shown.cells[1:], few, strict=True)
            cells = (HIDDEN if cell and is_few else cell for cell, is_few in numbers)
            rows.append(replace(shown, cells=(shown.cells[0], *cells)))
        base = base_without(table.base, people, fewest)
        yield replace(table, rows=tuple(rows), base=base, notes=notes_without((*table.notes, note(fewest)), fewest))


def _hidden_codes(study: LeadMaterial, *, own: bool) -> dict[Kind | None, frozenset[str]]:
    """The codes and areas whose numbers are hidden in the tables of reach, by kind: their own, or with all below."""
    fewest = study.choices.fewest
    return {
        part.kind: frozenset(
            one for one, (alone, nested) in hidden_in_reach(part, fewest).items() if (alone if own else nested)
        )
        for part in study.by_person.parts
    }


def _groups(study: LeadMaterial) -> Iterator[Part]:
    fewest = study.choices.fewest
    least = max(fewest, FEWEST if study.choices.audience is Audience.OUTSIDE else 0)
    for name, found in study.groups:
        tables = groups_tables(found, name, titles=study.titles, least=least, fewest=fewest)
        yield from tables
        if not tables:
            yield Paragraph(f"By {name} there are no two groups whose numbers can be shown beside each other.")


def _by_person(part: CountsPart, table: Table) -> Iterator[Part]:
    where = "" if part.kind is None else f" in {plural(part.kind)}"
    if len(part.columns) > _MOST_ACROSS:
        yield Paragraph(
            f"The {counted(len(part.columns), 'participant')}{where} are too many for a table with a column for each."
        )
    elif part.columns and table.rows:
        yield table
    elif part.base.participants:
        yield Paragraph(f"No participant’s words are coded{where}.")


def _together(study: LeadMaterial) -> Iterator[Part]:
    most = counted(study.choices.together, "code")
    gone = _hidden_codes(study, own=True)
    maps = together_hiding(study.occurring, study.choices.fewest, gone, titles=study.titles)
    # In the caption: a paragraph below would come to stand on a page of its own.
    yield from (replace(one, caption=f"{one.caption}, among the {most} with the most excerpts") for one in maps)
    if not maps:
        yield Paragraph(f"No two of the {most} with the most excerpts meet.")


def _new_codes(study: LeadMaterial) -> Iterator[Part]:
    if study.choices.fewest:
        yield Paragraph(
            "The new codes of each document are left out: what is new in one may be one participant’s, and "
            f"numbers of fewer than {study.choices.fewest:,} are hidden."
        )
        return
    found = [lines for one in study.saturation if (lines := new_code_lines(one)) is not None]
    if not found:
        yield Paragraph("Fewer than two documents of a kind are coded, so there is no order to look at.")
    yield from found


def _charts(study: LeadMaterial) -> Iterator[Part]:
    drawn = [chart for chart in study.charts if chart.codes and chart.rows]
    if not drawn:
        yield Paragraph("There is nothing to chart yet: it takes an area with codes, and participants.")
        return
    if not any(row.filled for chart in drawn for row in chart.rows):
        yield Paragraph("No summaries have been written yet.")
    yield chart_states_table(drawn, study.titles, fewest=study.choices.fewest)


def _progress(study: LeadMaterial) -> Iterator[Part]:
    if not study.lines and not study.questions:
        yield Paragraph("There are no documents yet.")
        return
    fewest = study.choices.fewest
    if study.lines:
        speak = {one.kind: (one.participants, study.coded_people.get(one.kind, 0)) for one in study.sources.documents}
        yield kinds_table(study.lines, study.coverage, people=speak, fewest=fewest)
    if study.questions:
        yield questions_table(study.questions, fewest=fewest)
    # How far each document has been worked through is the team's own affair, and tells of who speaks in it.
    if study.lines and not fewest and study.choices.audience is Audience.TEAM and len(study.lines) <= _MOST_DOCUMENTS:
        yield progress_table(study.lines, study.coverage, lambda line: study.named(line.document))


def _with_rows(tables: Sequence[Table]) -> Iterator[Table]:
    return (table for table in tables if table.rows)


def _methods(study: LeadMaterial) -> Iterator[Part]:
    yield Paragraph(study.method.prose)
    yield Facts(tuple(_measures(study)))


def _measures(study: LeadMaterial) -> Iterator[Fact]:
    yield Fact(
        "Excerpt",
        "A passage under one code. Codings of one code that overlap, by whichever coders, are one excerpt. With the "
        "codes under a code, a passage under several of them counts once.",
    )
    yield Fact(
        "Participants",
        "Those whose words are coded. An interviewer’s words never count as a participant’s; an excerpt in an "
        "interviewer’s words alone is nobody’s.",
    )
    yield Fact("Share of participants", "Participants with an excerpt ÷ all who speak in that kind of document.")
    yield Fact(
        "Unevenness",
        "Gries’s deviation of proportions, normalised (Gries 2008; Lijffijt and Gries 2012): "
        "DPnorm = ½ Σ |v − s| ÷ (1 − the smallest s), where s is each participant’s share of all words said by "
        "participants and v their share of the words under the code.",
    )
    yield Fact(
        "Codes that meet",
        f"Two excerpts meet that {study.occurring.meeting.phrase}; it is counted how many excerpts of one code meet "
        "any of the other. A kind of document in which none of the codes looked at meet is left out.",
    )
    yield Fact(
        "New codes",
        "The threshold of Guest, Namey and Chen (2020): new codes in a run of documents ÷ codes in the first ones. "
        "It depends on the order in which documents are taken.",
    )
    if study.choices.audience is Audience.OUTSIDE:
        yield Fact("Held back", "Excerpts whose words may not be quoted are counted; none are quoted here.")
