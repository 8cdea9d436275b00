"""A briefing paper as sections of a page, the same for every area: what was found as values goes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.counts.reach import Reach
from qualcode.exports.briefing_material import FEW_AGAINST, LONGEST, BriefingMaterial, Evidence, Theme
from qualcode.exports.figures import HIDDEN, Column, Row, Table, Value, ValueKind
from qualcode.exports.gather_themes import held_sentences
from qualcode.exports.group_figures import groups_tables
from qualcode.exports.memo_words import became_sentence
from qualcode.exports.page import Paragraph, Part, Section
from qualcode.exports.phrases import as_sentence, counted, day_in_words, in_kinds, listed, plural, sentence_case
from qualcode.exports.reach_words import against_words, excerpts_words, nobodys_words, reached_words
from qualcode.exports.small_cells import Line, few_in_words, hidden_in_tree, is_small, note, unless_small
from qualcode.participants.disclosure import Audience
from qualcode.participants.recognising import FEWEST

EMPTY = "Nothing here yet."


@dataclass(frozen=True)
class _Filled:
    """A section of the paper: its parts, and its subsections; where it has neither, what would fill it.

    `unshown` says what the team has here that its readers do not see.
    """

    title: str
    parts: Sequence[Part]
    fills: str
    below: Sequence[Section] = ()
    unshown: str = ""


def sections(study: BriefingMaterial) -> Iterator[Section]:
    """The sections of the paper in their order: every area has the same ones."""
    for one in _filled(study):
        if one.parts or one.below:
            yield Section(one.title, tuple(one.parts))
            yield from one.below
        elif not study.choices.leave_out_empty:
            inside = study.choices.audience is Audience.TEAM  # which alone can do anything about it
            told = " ".join(filter(None, (EMPTY, one.fills if inside else "", one.unshown)))
            yield Section(one.title, (Paragraph(told, quiet=True),))


def _filled(study: BriefingMaterial) -> Iterator[_Filled]:
    yield _Filled(
        "What the area covers",
        list(_covers(study)),
        "The definition of the area in the codebook stands here, and its themes.",
    )
    yield _Filled(
        "What the evidence says",
        list(_evidence(study.evidence)),
        "Passages of evidence documents that are coded with the area’s codes stand here, cited.",
        [Section(title, (quote,), level=2) for title, quote in study.evidence.quotes],
    )
    yield _Filled(
        "What we heard",
        list(_heard(study)),
        "Passages of interviews, groups and notes that are coded with the area’s codes stand here.",
        [*_claims(study), *_themes(study)],
    )
    yield _Filled(
        "What the survey says",
        list(_survey(study)),
        "Answers to open questions of a survey that are coded with the area’s codes are counted here.",
    )
    yield _Filled(
        "Where groups differ",
        list(_groups(study)),
        "No groups were chosen: name what is known of participants, such as their role, when the paper is written.",
    )
    yield _Filled(
        "Tensions and what goes against",
        [*_memos(study, "tension"), *_against(study)],
        "Memos of the kind tension about the area, its codes or passages stand here, and codings marked as going "
        "against.",
        [Section(f"Against {title}", tuple(quotes), level=2) for title, quotes in study.against],
        _unshown(study, "tension"),
    )
    for kind, title in (("question", "Questions"), ("opportunity", "Opportunities")):
        yield _Filled(
            title,
            list(_memos(study, kind)),
            f"Memos of the kind {kind} about the area, its codes or passages stand here.",
            unshown=_unshown(study, kind),
        )
    yield _Filled("How it was gathered", list(_gathered(study)), "")


def _covers(study: BriefingMaterial) -> Iterator[Part]:
    if study.definition:
        yield Paragraph(study.definition)
    elif study.codes:
        yield Paragraph(f"Its themes: {'; '.join(study.codes)}.")


def _evidence(found: Evidence) -> Iterator[Part]:
    if not found.passages:
        return
    stand = "stands" if found.passages == 1 else "stand"
    of = counted(found.of_documents, "document")
    yield Paragraph(
        f"{counted(found.passages, 'passage')} in {found.documents:,} of {of} of evidence {stand} under the area."
    )
    for source in found.sources:
        yield Paragraph(source, quiet=True)


def _heard(study: BriefingMaterial) -> Iterator[Part]:
    heard = [theme for theme in study.themes if theme.is_heard]
    if heard:
        yield _reach_table(study, heard)
    unheard = [theme.title for theme in study.themes if not theme.is_heard and not theme.depth]
    if heard and unheard:
        yield Paragraph(f"Not heard: {'; '.join(unheard)}.", quiet=True)


def _claims(study: BriefingMaterial) -> Iterator[Section]:
    """Each theme in the making in a line: what is for it and what goes against it, kinds of document side by side."""
    if not study.claims:
        return
    fewest = study.choices.fewest
    lines = [
        f"{as_sentence(claim)} For it: {reached_words(supporting, fewest) or 'nothing'}. "
        f"Against it: {excerpts_words(opposing, fewest) or 'nothing'}."
        for claim, supporting, opposing in study.claims
    ]
    counting = (
        "Each passage counts once for a theme and once against it. For it participants’ words count where there are "
        f"participants, against it all, whoever says them. Counted: {study.reaches.counted}."
    )
    parts = (*map(Paragraph, lines), Paragraph(few_in_words(counting, fewest), quiet=True))
    yield Section("Themes in the making", parts, level=2)


def _reach_table(study: BriefingMaterial, themes: Sequence[Theme]) -> Table:
    """How far the area and its themes reach, kinds of document side by side, those without any coding left out."""
    fewest = study.choices.fewest
    lines = [(study.area, study.reaches, 0), *((one.title, one.reaches, one.depth + 1) for one in themes)]
    parts = study.reaches.parts
    used = [place for place, part in enumerate(parts) if part.excerpts]
    columns = [Column("Theme", ValueKind.WORDS)]
    base: list[Value] = ["Out of"]
    for place in used:
        columns += _columns(parts[place], alone=len(used) == 1)
        people = parts[place].base.participants
        base += [unless_small(people, fewest), None, None] if people else [None]
    gone = {n: _few_reached([(depth, found.parts[n]) for _, found, depth in lines], fewest) for n in used}
    rows = [
        Row((title, *(v for n in used for v in _cells(found.parts[n], gone[n][line]))), depth, strong=not depth)
        for line, (title, found, depth) in enumerate(lines)
    ]
    nobodys = nobodys_words(study.reaches, fewest)
    return Table(
        "Themes by how many participants they reach",
        tuple(columns),
        tuple(rows),
        (
            "The area, and each theme, with all under it; a passage counts once.",
            *([f"Excerpts are of participants’ words; {nobodys}, and may be quoted."] if nobodys else []),
            *filter(None, [note(fewest)]),
            few_in_words(f"Counted: {study.reaches.counted}.", fewest),
        ),
        base=Row(tuple(base)),
        sheet="Themes",
    )


def _columns(part: Reach, *, alone: bool) -> list[Column]:
    """The columns of one kind of document, which only names itself where there are others."""
    kind = "" if alone or part.kind is None else sentence_case(plural(part.kind))
    if not part.base.participants:
        return [Column(f"{kind}: passages" if kind else "Passages")]
    names = ("participants", "share", "excerpts")
    kinds = (ValueKind.WHOLE, ValueKind.SHARE, ValueKind.WHOLE)
    return [
        Column(f"{kind}: {name}" if kind else sentence_case(name), what)
        for name, what in zip(names, kinds, strict=True)
    ]


def _few_reached(found: Sequence[tuple[int, Reach]], fewest: int) -> list[bool]:
    """Of which lines nothing is told in a kind of document: they reach few, or would tell of another that does."""
    lines = [Line(depth, 0, part.participants if part.base.participants else part.excerpts) for depth, part in found]
    return [is_gone for _, is_gone in hidden_in_tree(lines, fewest)]


def _cells(part: Reach, is_gone: bool) -> tuple[Value, ...]:
    people = part.base.participants
    if is_gone:
        return (HIDDEN,) * (3 if people else 1)
    return (part.participants, part.participants / people, part.theirs) if people else (part.excerpts,)


def _themes(study: BriefingMaterial) -> Iterator[Section]:
    """A theme below another stands in the table alone."""
    for theme in study.themes:
        if theme.depth or not theme.is_heard:
            continue
        none = () if theme.quotes else (Paragraph("None of its passages can be quoted here.", quiet=True),)
        yield Section(theme.title, (*theme.quotes, *none), level=2)


def _survey(study: BriefingMaterial) -> Iterator[Part]:
    if not study.survey:
        return
    rows: list[Row] = []
    fewest = study.choices.fewest
    for one in study.survey:
        few = is_small(one.answers, fewest) or is_small(one.of_answers, fewest)
        coded = HIDDEN if few or is_small(one.coded, fewest) else one.coded
        rows.append(Row((one.question, *_answers(one.answers, one.of_answers, few, fewest), coded), strong=True))
        # An answer may stand under several themes, so that the number of all tells of none of them.
        rows += [
            Row((title, *_answers(number, one.of_answers, few or is_small(number, fewest), fewest), None), depth + 1)
            for title, number, depth in one.codes
        ]
    yield Table(
        "Survey answers under the area",
        (
            Column("Open question and theme", ValueKind.WORDS),
            Column("Answers"),
            Column("Of answers"),
            Column("Share", ValueKind.SHARE),
            Column("Answers with any code"),
        ),
        tuple(rows),
        (
            "Shares are of all answers to the question. An answer under several themes counts once for each, and "
            "once for the question.",
            *([f"Numbers of fewer than {fewest:,} answers, but 0, are hidden."] if fewest else []),
            f"Counted: {study.method.sources.counted_codings}.",
        ),
        sheet="Survey",
    )
    yield from study.answers


def _answers(number: int, of: int, few: bool, fewest: int) -> tuple[Value, ...]:
    return (HIDDEN, unless_small(of, fewest), HIDDEN) if few else (number, of, number / of)


def _groups(study: BriefingMaterial) -> Iterator[Part]:
    fewest = study.choices.fewest
    least = FEWEST if study.choices.audience is Audience.OUTSIDE else fewest
    for name, found in study.groups:
        tables = groups_tables(found, name, titles=study.titles, least=least, people_only=True, fewest=fewest)
        yield from tables
        if not tables:
            few = f" of {least} people or more" if least else ""
            yield Paragraph(f"By {name} there are no two groups{few} whose numbers can be shown beside each other.")


def _memos(study: BriefingMaterial, kind: str) -> Iterator[Part]:
    for one in study.memos.get(kind, ()):
        *before, last = [words.strip() for words in one.words.split("\n") if words.strip()] or [""]
        yield from map(Paragraph, before)
        yield Paragraph(f"{last} ({'; '.join((*one.about, day_in_words(one.day)))})".strip())
        if one.became:
            yield Paragraph(became_sentence(one.became), quiet=True)


def _unshown(study: BriefingMaterial, kind: str) -> str:
    number = study.unshown.get(kind, 0)
    return (
        f"{counted(number, 'memo')} of the study team {'is' if number == 1 else 'are'} not shown." if number else ""
    )


def _against(study: BriefingMaterial) -> Iterator[Part]:
    told = against_words(study.reaches, study.choices.fewest)
    if told:
        yield Paragraph(f"Against the code they are under: {told}.")


def _under_area(study: BriefingMaterial) -> str:
    """`Of these, 109 excerpts stand under this area; each passage once, 100 in interviews and 7 in field notes.`"""
    stand = "stands" if study.excerpts == 1 else "stand"
    told = f"Of these, {counted(study.excerpts, 'excerpt')} {stand} under this area"
    passages = sum(study.passages.values())
    several = len(study.passages) > 1 and not study.choices.fewest
    if passages == study.excerpts and not several:
        return f"{told}."
    kinds = listed(in_kinds(study.passages.items(), "passage").split(" · "))
    once = kinds if several else counted(passages, "passage")
    return f"{told}, one for each code of a passage; with each passage once, {once}."


def _gathered(study: BriefingMaterial) -> Iterator[Part]:
    yield Paragraph(f"{study.method.prose} {_under_area(study)}")
    of_each = counted(study.choices.quotes, "passage")
    yield Paragraph(
        "Themes are the codes of the area, ordered by how many participants they reach in the kind of document in "
        "which they reach most; kinds of document stand side by side and are never added. Quotes were chosen by a "
        f"rule, not by anybody’s judgement of them: of each theme at most {of_each}, of different people; quotes "
        "that were kept come first, then whoever was quoted least in this paper, then passages in the order of the "
        f"documents. None is longer than {LONGEST} words, none is an interviewer’s question, and none is printed "
        f"twice. Of what goes against, at most {counted(FEW_AGAINST, 'passage')} are printed; of evidence, "
        "the first of each theme.",
        quiet=True,
    )
    if study.left_out:
        were = "was" if study.left_out == 1 else "were"
        yield Paragraph(
            f"{counted(study.left_out, 'more quote')} of themes {were} left out, to keep the paper to four pages.",
            quiet=True,
        )
    for said in (*study.method.sources.samples, *held_sentences(study.held, "excerpt")):
        yield Paragraph(said, quiet=True)
