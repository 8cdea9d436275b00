"""The export dialog as rows: what is ticked, chosen and typed, and what will go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from qualcode.analysis.although import printed_although_short
from qualcode.exports.choices import Order, ReportChoices
from qualcode.exports.files import Place, place_of
from qualcode.exports.page import Page
from qualcode.exports.phrases import counted, in_kinds, plural, sentence_case
from qualcode.exports.printed import PrintedExcerpt
from qualcode.exports.recognised import Recognised
from qualcode.exports.report import Report
from qualcode.exports.writing import FORMATS
from qualcode.participants.disclosure import Although, Audience
from qualcode.participants.recognising import FEWEST
from qualcode.problem import Problem
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens import export_briefing, export_picked
from qualcode.tui.screens.export_briefing import Papers
from qualcode.tui.screens.export_choices import Asked
from qualcode.tui.screens.export_kind import Going
from qualcode.tui.screens.export_kinds import EXCERPTS, LISTED, NUMBERS
from qualcode.tui.screens.export_lead import (
    format_rows,
    include_rows,
    named_outside,
    said_of,
    ticked_lead,
    which_rows,
)
from qualcode.tui.screens.export_offered import Offered
from qualcode.tui.widgets.drawn_rows import Row

Made: TypeAlias = Report | Page | Papers | Going
"""What would be written now."""

TICKS = {
    "definitions": "definitions",
    "counts": "counts beside each code",
    "charts": "charts",
    "questions": "the interviewer’s question before each answer",
    "context": "areas outside the totals",
    "codebook": "the codebook at the end",
    "memos": "memos (for the team only)",
    "coder_names": "coder names",
    "fewest": f"numbers of fewer than {FEWEST} people hidden",
}
_AUDIENCES = {
    Audience.TEAM: "the study team: all but what was withdrawn",
    Audience.OUTSIDE: "readers outside: only what may be quoted",
}
_ORDERS = {Order.DOCUMENT: "by document", Order.PARTICIPANT: "by participant"}


def choice_rows(asked: Asked, offered: Offered) -> list[Row]:
    """The rows of the dialog, the id says what a row chooses: all that can be made, then what is chosen of it."""
    rows = [_heading("What"), *(_row(name, f"{_radio(asked.what == name)} {label}") for name, label in LISTED)]
    rows.append(_heading("For whom"))
    if asked.kind is not None and asked.kind.readers:
        rows.append(_heading(f"  {asked.kind.readers}"))
    else:
        rows += [
            _row(f"audience:{audience}", f"{_radio(asked.audience is audience)} {words}")
            for audience, words in _AUDIENCES.items()
        ]
    return rows + _rows_of_what(asked, offered) + _file_rows(asked, offered)


def _rows_of_what(asked: Asked, offered: Offered) -> list[Row]:
    """What is chosen of the document, under its headings."""
    if asked.kind is not None:
        return list(export_picked.option_rows(asked.kind, asked.of_kind, offered, asked.audience))
    if asked.briefing.wanted:
        rows = [_heading("Which"), *export_briefing.which_rows(asked.briefing, offered.book, offered.attributes)]
        return [*rows, _heading("Include"), *export_briefing.include_rows(asked.briefing)]
    if asked.numbers:
        rows = [_heading("Which"), *which_rows(asked.lead, offered.attributes)]
        return [*rows, _heading("Include"), *include_rows(asked.lead)]
    return [_heading("Which"), *_narrowing_rows(asked, offered)]


def _file_rows(asked: Asked, offered: Offered) -> list[Row]:
    """As what it is written, and where."""
    rows = [_heading("File")]
    if asked.kind is not None:
        rows += export_picked.format_rows(asked.kind, asked.of_kind)
    elif asked.briefing.wanted:
        rows += export_briefing.format_rows(asked.briefing)
    elif asked.numbers:
        rows += format_rows(asked.lead)
    else:
        rows += [
            _row(f"suffix:{suffix}", f"{_radio(asked.suffix == suffix)} {name} ({suffix})")
            for suffix, name in FORMATS.items()
        ]
    if asked.what in (EXCERPTS, NUMBERS):
        title = asked.lead.choices.title if asked.numbers else asked.choices.title
        rows.append(_row("title", f"Title       {title or '(the study’s)'}"))
    if asked.is_word:
        rows.append(_row("template", f"Template    {Path(asked.template).name or '(the plain one)'}"))
    rows.append(_row("where", f"Where       {_where(asked, offered)}"))
    return rows


def _narrowing_rows(asked: Asked, offered: Offered) -> list[Row]:
    """What is printed of the themed excerpts, in what order, and with what beside it."""
    choices = asked.choices
    rows = [_row("codes", f"Codes       {_codes(asked, offered)}")]
    rows.append(_row("documents", f"Documents   {_documents(asked, offered)}"))
    for kind, number in offered.kinds.items():
        ticked = choices.kinds is None or kind in choices.kinds
        rows.append(_row(f"kind:{kind}", f"  {_tick(ticked)} {sentence_case(plural(Kind(kind)))} ({number})"))
    rows.append(_row("question", f"Question    {choices.question or 'none'}"))
    per_code = "all of each code" if choices.per_code is None else f"up to {choices.per_code} of each code"
    rows.append(_row("per_code", f"Excerpts    {per_code}"))
    rows.append(_row("order", f"Order       {_ORDERS[choices.order]}"))
    rows.append(_heading("Include"))
    return rows + [_row(f"tick:{name}", f"{_tick(getattr(choices, name))} {words}") for name, words in TICKS.items()]


def ticked(asked: Asked, row_id: str, offered: Offered) -> Asked | None:
    """The choices after a tick or a radio was pressed; None where the row asks for more."""
    what, _, name = row_id.partition(":")
    choices = asked.choices
    if row_id in dict(LISTED):
        return asked.turned_to(row_id)
    if asked.kind is not None:
        picked = export_picked.ticked_of(asked.kind, asked.of_kind, row_id, offered, asked.audience)
        if picked is not None:
            return asked.with_picked(picked)
    if (briefing := export_briefing.ticked_briefing(asked.briefing, row_id)) is not None:
        return replace(asked, briefing=briefing)
    if (lead := ticked_lead(asked.lead, row_id)) is not None:
        return replace(asked, lead=lead)
    if what == "suffix":
        where = str(Path(asked.where).with_suffix(name)) if asked.where else ""
        return replace(asked, suffix=name, where=where)
    if what == "audience":
        return asked.with_readers(Audience(name))
    if what == "tick":
        now = getattr(choices, name)
        turned: dict[str, Any] = {name: FEWEST * (not now) if name == "fewest" else not now}
        return replace(asked, choices=replace(choices, **turned))
    if what == "order":
        other = Order.PARTICIPANT if choices.order is Order.DOCUMENT else Order.DOCUMENT
        return replace(asked, choices=replace(choices, order=other))
    if what == "kind":
        return replace(asked, choices=_kind_turned(choices, name, offered))
    return None


def _kind_turned(choices: ReportChoices, kind: str, offered: Offered) -> ReportChoices:
    """The kind ticked or not; the last one stays ticked, and all of them are the same as no choice."""
    everything = frozenset(offered.kinds)
    now = (choices.kinds if choices.kinds is not None else everything) ^ {kind}
    return replace(choices, kinds=None if now == everything or not now else now)


def shown_path(path: Path, study: Path) -> str:
    """A path as people read it: from the study's folder where it lies there."""
    try:
        return path.relative_to(study.parent).as_posix()
    except ValueError:
        return str(path)


def before_rows(
    made: Made | None,
    asked: Asked,
    offered: Offered,
    busy: str = "",
    recognised: Recognised | None = None,
    although: Sequence[Although] = (),
) -> list[Row]:
    """What will go out, what is held back, and the button; `busy` stands in its place, or alone before it is read.

    `although` is why some of it is printed although consent does not allow it.
    """
    if made is None:
        return [_heading(busy or "Reading the study…")]
    rows = list(_told(made))
    if although:
        rows.append(
            Row("although", (f"{printed_although_short(although)} (enter: see why)",), "warning", spread=True)
        )
    if recognised is not None and recognised.people:
        style = "warning" if made.audience is Audience.OUTSIDE else "quiet"
        rows.append(Row("recognised", (f"{recognised.short} (enter: see who)",), style, spread=True))
    if busy:
        rows.append(_heading(busy))
    else:
        if isinstance(made, Papers):
            return [*rows, _row("export", f"[ Export ]  {_papers_where(made, asked, offered)}")]
        if isinstance(made, Going):
            return [*rows, _row("export", f"[ Export ]  {_going_where(made, asked, offered)}")]
        rows.append(_row("export", f"[ Export ]  {_where(asked, offered)}"))
    return rows


def refused_rows(problem: Problem) -> list[Row]:
    """Why nothing can be written, and what to do."""
    return [Row("", (said,), "warning", spread=True) for said in (problem.title, problem.remedy) if said]


def _told(made: Made) -> Iterator[Row]:
    if isinstance(made, Going):
        return _in_going(made)
    if isinstance(made, Papers):
        return _in_papers(made)
    return _in_numbers(made) if isinstance(made, Page) else _in_words(made)


def _in_going(value: Going) -> Iterator[Row]:
    yield _heading("; ".join((value.said, *value.asides[:1])))
    if value.held_back:
        yield Row("why", (f"held back: {value.held_phrase} (enter: see why)",), "warning", spread=True)
    else:
        yield _heading("held back: nothing")
    if value.look:
        yield Row("look", (f"{value.look[0].rstrip(':')} (enter: see what)",), "warning", spread=True)


def _in_papers(value: Papers) -> Iterator[Row]:
    people = {who.name for who in value.appearances}
    yield _heading(f"{export_briefing.said_of_papers(value)}, from {counted(len(people), 'participant')}")
    if value.held_back:
        held = counted(len(value.held_back), "excerpt")
        yield Row("why", (f"held back: {held} (enter: see why)",), "warning", spread=True)
    else:
        yield _heading("held back: nothing")


def _in_numbers(page: Page) -> Iterator[Row]:
    yield _heading(said_of(page))
    yield _heading(named_outside(page.audience))


def _in_words(report: Report) -> Iterator[Row]:
    printed = [excerpt for excerpt in report.excerpts() if isinstance(excerpt, PrintedExcerpt)]
    yield _heading(f"{_printed(printed)} printed, from {_people(printed, report.sources.participants)}")
    if report.held_back:
        yield Row("why", (f"held back: {report.held_back_phrase} (enter: see why)",), "warning", spread=True)
    else:
        yield _heading("held back: nothing")


def _papers_where(value: Papers, asked: Asked, offered: Offered) -> str:
    """The first file, and how many more; none is over one that is there."""
    first, *others = export_briefing.files_of(asked.briefing, value, offered.study, offered.names)
    return f"new: {shown_path(first, offered.study)}{f', and {len(others):,} more' if others else ''}"


def _going_where(value: Going, asked: Asked, offered: Offered) -> str:
    """The first file, whether it is new, and how many more there are."""
    kind = asked.kind
    assert kind is not None, "only a kind of document gives what would go out"
    paths = kind.paths(value, asked.of_kind, offered.study, offered.names, value.audience)
    of = [one.of for one in value.outputs]
    first, *others = [place_of(path, *of[n : n + 1]) for n, each in enumerate(paths) for path in each]
    over = sum(one.is_over for one in others)
    # Said where the others do not fare as the first one does.
    apart = f", {over or 'none'} of them replaced" if others and over != (len(others) if first.is_over else 0) else ""
    new = "new: " if kind.never_over else _new_or_over(first)
    more = f", and {len(others):,} more{apart}" if others else ""
    return f"{new}{shown_path(first.path, offered.study)}{more}"


def _where(asked: Asked, offered: Offered) -> str:
    """The file, or several that differ in their ending: `exports/study-numbers.docx, .html`; else the folder."""
    if (folder := asked.folder(offered.study)) is not None:
        return shown_path(folder, offered.study)
    first, *others = [place_of(path) for path in asked.paths(offered.study, offered.names)]
    several = (_ending(one, first) for one in others)
    return ", ".join([f"{_new_or_over(first)}{shown_path(first.path, offered.study)}", *several])


def _ending(one: Place, first: Place) -> str:
    """A file by its ending where it fares as the first one does."""
    alike = one.path.stem == first.path.stem and one.is_over == first.is_over
    return one.path.suffix if alike else f"{_new_or_over(one)}{one.path.name}"


def _new_or_over(place: Place) -> str:
    """Whether a file is new though there is one of its name, or replaces that one."""
    return "replaces " if place.is_over else "new: " if place.said else ""


def _printed(printed: Sequence[PrintedExcerpt]) -> str:
    """How many excerpts, those of several kinds of document side by side."""
    kinds = Counter(excerpt.kind for excerpt in printed if excerpt.kind is not None)
    return in_kinds(((kind, kinds[kind]) for kind in Kind), "excerpt") if kinds else counted(len(printed), "excerpt")


def _people(printed: Sequence[PrintedExcerpt], bases: Mapping[Kind, int]) -> str:
    """Whose words are printed out of how many participants, those in several kinds of document side by side."""
    apart = len(bases) > 1
    parts: list[str] = []
    for kind, base in bases.items():
        names = {name for e in printed if e.kind in (None, kind) for name in e.words.participants}
        base_words = f"{base:,}" if parts else counted(base, "participant")
        parts.append(f"{len(names)} of {base_words}{f' in {plural(kind)}' if apart else ''}")
    return " · ".join(parts) or counted(0, "participant")


def _codes(asked: Asked, offered: Offered) -> str:
    wanted = asked.choices.codes
    if wanted is None:
        return "all"
    names = [code.title for code, _ in offered.book.walk() if code.id in wanted]
    return names[0] if len(names) == 1 else f"{len(names)} chosen" if names else "none of those chosen is left"


def _documents(asked: Asked, offered: Offered) -> str:
    wanted = asked.choices.documents
    if wanted is None:
        return "all"
    names = [line.name for line in offered.documents if line.id in wanted]
    return names[0] if len(names) == 1 else f"{len(names)} of {len(offered.documents)}"


def _heading(words: str) -> Row:
    return Row("", (words,), "heading", spread=True)


def _row(row_id: str, words: str) -> Row:
    return Row(row_id, (words,), spread=True)


def _radio(chosen: bool) -> str:
    return "(•)" if chosen else "( )"


def _tick(chosen: bool) -> str:
    return "[x]" if chosen else "[ ]"
