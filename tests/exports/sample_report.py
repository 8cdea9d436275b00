"""A small report about an invented study, with one of everything a report can hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from qualcode.exports.figures import Bars, Series
from qualcode.exports.numbers import Counts, CountsRow, CountsTable, LeftOut, Tally
from qualcode.exports.phrases import place
from qualcode.exports.printed import Appearance, Attribution, PrintedExcerpt, PrintedMemo, SeeExcerpt
from qualcode.exports.report import AreaChapter, CodebookEntry, CodeSection, Report
from qualcode.exports.sources import DocumentsOfKind, Fact, Sources
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Audience, Clearance, Cleared, Line, Verbatim, clear
from qualcode.participants.names import NO_NAMES
from qualcode.transcripts.transcript import Kind

MADE_ON = datetime(2026, 3, 12, 9, 30, 20, tzinfo=UTC)
MAY_BE_QUOTED = Agreement(Consent.QUOTE)


def verbatim(excerpt_id: str, *lines: Line | str, consent: Consent = Consent.QUOTE, who: str = "P03") -> Verbatim:
    """A passage of `who`, or of several speakers where lines are given."""
    said = tuple(line if isinstance(line, Line) else Line(who, line) for line in lines)
    return Verbatim(excerpt_id, said, (Agreement(consent),), (who,))


def judged(passages: Iterable[Verbatim], audience: Audience = Audience.TEAM) -> Clearance:
    """What may be shown to `audience` on the day of the report."""
    return clear(passages, audience, on=date(2026, 3, 12), names=NO_NAMES)


def cleared(excerpt_id: str, *lines: Line | str, who: str = "P03", audience: Audience = Audience.TEAM) -> Cleared:
    """One passage that may be quoted, cleared for `audience`."""
    return judged([verbatim(excerpt_id, *lines, who=who)], audience).cleared[0]


P03 = Attribution((Appearance("P03", ("service user", "60–69")),), "Interview 3", place(seconds=1600, turn=82))
P05 = Attribution((Appearance("P05", ("GP",)),), "Interview 5", place(seconds=535, turn=31))
P09 = Attribution((Appearance("P09", ("link worker", "30–39")),), "Interview 9", place(seconds=3910, turn=150))
GROUP = Attribution(
    (Appearance("P11", ("peer worker",)), Appearance("P12", ("service user",))),
    "Focus group 1",
    place(seconds=1022, turn=44),
)


def sample_report(
    audience: Audience = Audience.TEAM,
    *,
    participants: int = 9,
    counts: tuple[CountsTable, ...] | None = None,
    title: str = "Peer support: themed excerpts",
) -> Report:
    """Three chapters, every kind of excerpt, a chart in each area, a codebook, something held back."""
    names = tuple(f"P{number:02}" for number in range(1, participants + 1))
    held = judged(
        [
            verbatim("xh1d0w8p2", "Nobody may read this.", consent=Consent.WITHDRAWN, who="P14"),
            verbatim("xh7q4k9n5", "Nor this.", consent=Consent.WITHDRAWN, who="P02"),
        ],
        audience,
    ).held_back
    return Report(
        title=title,
        study="Peer support",
        made_on=MADE_ON,
        audience=audience,
        study_page=(
            Fact("Question", "What helps people who could use peer support find it, and stay?"),
            Fact("Dates", "September 2025 to March 2026"),
            Fact("Team", "RS-01, RS-02 and the Lab’s partners"),
            Fact("Funder", "A health charity"),
            Fact("Ethics reference", "REC 25/0417"),
            Fact("Destroy by", "31 March 2031"),
        ),
        sources=Sources(
            (
                DocumentsOfKind(Kind.INTERVIEW, 8, participants=7, interviewers=1),
                DocumentsOfKind(Kind.FOCUS_GROUP, 2, participants=2),
                DocumentsOfKind(Kind.EVIDENCE, 1),
            ),
            coders=2,
            counted_codings="the agreed set where there is one, else each document’s lead coder",
            coder_names=("RS-01", "RS-02") if audience is Audience.TEAM else (),
        ),
        areas=(_access(audience), _evidence(audience), _context(audience)),
        counts=counts or (_counts_table(names),),
        held_back=held,
        codebook=_codebook(),
    )


def _access(audience: Audience) -> AreaChapter:
    routes = CodeSection(
        "1.2",
        "Routes in",
        definition="The way somebody came or was sent; not why.",
        counts=Counts(
            (
                Tally(15, 7, 7, 8, 8, against=1, kind=Kind.INTERVIEW),
                Tally(6, 2, 2, 2, 2, kind=Kind.FOCUS_GROUP),
            )
        ),
        excerpts=(
            PrintedExcerpt(
                cleared(
                    "x9c4t8w2e",
                    Line("Interviewer", "How do people come to you?", is_question=True),
                    Line(
                        "P09",
                        "People ring me and say, is there one for us? And I don’t know till I’ve rung round.",
                    ),
                    who="P09",
                    audience=audience,
                ),
                P09,
                coders=("RS-01", "RS-02"),
                memos=(PrintedMemo("idea", "She is the list.", date(2026, 3, 2), "RS-01"),),
            ),
            PrintedExcerpt(
                cleared(
                    "xg5m2r7ta",
                    Line("P11", "I came because my sister drove me."),
                    Line("P12", "Nobody drove me. I walked past it for a year first."),
                    who="P11",
                    audience=audience,
                ),
                GROUP,
            ),
            SeeExcerpt("x0d6y3s9f", "x3b9k2m7q", "1.1 Knowing what exists", P03),
            PrintedExcerpt(
                cleared(
                    "xa8e1z4vc",
                    "There was no way in. I wasn’t sent and I didn’t come; they’d moved in upstairs.",
                    audience=audience,
                ),
                P03,
                against=True,
            ),
        ),
        left_out=(LeftOut(more=16, held_back=1, kind=Kind.INTERVIEW), LeftOut(more=2, kind=Kind.FOCUS_GROUP)),
    )
    return AreaChapter(
        "1",
        "Access",
        (_knowing(audience), routes),
        counts=Counts((Tally(112, 9, 9, 10, 10, distinct=True),)),
        chart=Bars(
            "Excerpts under Access, by code",
            (
                "1.1 Knowing what exists",
                "1.2 Routes in",
                "1.3 Sectors working together",
                "1.4 Cultural diversity",
                "1.5 Peers like me",
                "1.6 Practical barriers",
            ),
            (Series("Excerpts", (16, 21, 15, 10, 13, 24)), Series("Participants", (8, 9, 5, 6, 7, 9))),
        ),
    )


def _knowing(audience: Audience) -> CodeSection:
    return CodeSection(
        "1.1",
        "Knowing what exists",
        definition="Whether and how people find out which peer support there is.",
        counts=Counts((Tally(16, 8, 9, 8, 10),)),
        excerpts=(
            PrintedExcerpt(
                cleared(
                    "x3b9k2m7q",
                    "It was a card on the board in the chemist’s, half covered up by the yoga.",
                    audience=audience,
                ),
                P03,
            ),
            PrintedExcerpt(
                cleared(
                    "x7m2p5n8d",
                    "There’s a list on the intranet. I’d have to know it was there to go and look, and by "
                    "the time somebody is in front of me with ten minutes on the clock I am not going to go "
                    "looking, am I? So I say “there may be a group”, which is no use to anybody.",
                    who="P05",
                    audience=audience,
                ),
                P05,
            ),
        ),
        left_out=(LeftOut(more=13),),
    )


def _evidence(audience: Audience) -> AreaChapter:
    conflict = CodeSection(
        "3.1.1",
        "In conflict",
        depth=2,
        counts=Counts((Tally(1, 1, 9, 1, 10),)),
        excerpts=(
            PrintedExcerpt(
                cleared("xk2f9b6hj", "She got better & <they> counted the *chairs*.", audience=audience), P03
            ),
        ),
    )
    benefit = CodeSection(
        "3.1",
        "Benefit to the person supported",
        definition="What changed for them.",
        counts=Counts((Tally(2, 2, 9, 2, 10),), (Tally(3, 2, 9, 2, 10, distinct=True),)),
        excerpts=(
            PrintedExcerpt(
                cleared("xn4w7c1gs", "I sleep.\nI didn’t use to sleep.", who="P12", audience=audience),
                Attribution((Appearance("P12", ("service user",)),), "Survey", ""),
            ),
        ),
        left_out=(LeftOut(more=1),),
    )
    chart = Bars(
        "Excerpts under Evidence, by code",
        ("3.1 Benefit to the person supported", "3.1.1 In conflict"),
        (Series("Excerpts", (2, 1)),),
    )
    return AreaChapter("3", "Evidence", (benefit, conflict), counts=Counts((Tally(3, 2, 9, 2, 10),)), chart=chart)


def _context(audience: Audience) -> AreaChapter:
    return AreaChapter("C", "Context", (), in_totals=False, unused=("C.1 What peer support is", "C.2 Anywhere else"))


def _counts_table(names: tuple[str, ...]) -> CountsTable:
    rows: list[CountsRow] = []
    for index, name, depth in (
        ("1", "Access", 0),
        ("1.1", "Knowing what exists", 1),
        ("1.2", "Routes in", 1),
        ("3", "Evidence", 0),
        ("3.1", "Benefit to the person supported", 1),
        ("3.1.1", "In conflict", 2),
    ):
        numbers = tuple((position * 7 + len(name)) % 5 for position in range(len(names)))
        rows.append(CountsRow(index, name, depth, numbers, sum(numbers), sum(n > 0 for n in numbers), 8))
    return CountsTable(names, tuple(rows), note="Excerpts; an area counts each passage once.")


def _codebook() -> tuple[CodebookEntry, ...]:
    return (
        CodebookEntry("1", "Access", depth=0),
        CodebookEntry(
            "1.1",
            "Knowing what exists",
            definition="Whether and how people find out which peer support there is.",
            use_when="Somebody tells how they heard, or that they had not.",
            do_not_use_when="They tell how they came: 1.2.",
            example="“I only knew because my neighbour goes.”",
            state="agreed",
        ),
        CodebookEntry("1.2", "Routes in", definition="The way somebody came or was sent; not why.", state="proposed"),
        CodebookEntry("3", "Evidence", depth=0),
        CodebookEntry("3.1", "Benefit to the person supported", definition="What changed for them."),
        CodebookEntry("3.1.1", "In conflict", depth=2, state="retired"),
    )
