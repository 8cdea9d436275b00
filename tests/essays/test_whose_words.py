"""To whom a draft gives its quotations, in the many ways in which writers say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.participants import ChangeParticipant
from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts.draft import Cell, Draft, Paragraph, Sign, Where
from qualcode.essays.findings import Checked
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import transcript_of
from tests.essays.conftest import TODAY, block, sentences, troubles

K = "We typically use them to identify trends and to find what is not straight"  # P01
H = "And then your tool makes it very easy to find features and to select"  # P04
M = "I would not lose time on guessing or on going into the implementation"  # P05
Q = "How do you determine which plots to look at when there are many"  # the interviewer
SAID = {"P01": K, "P04": H, "P05": M}
ELSE, WHOSE, ASKED = "somebody else’s words", "whose words", "an interviewer’s words"


@pytest.fixture
def three(project: Project, bring_in: Callable[..., str]) -> Project:
    """Three interviews, called P1, P4 and P5R2; the third person of the study is P05."""
    for called, who in (("P1", "P01"), ("P4", "P04"), ("P5R2", "P05")):
        asked = f"Interviewer: {Q}?\n" if who == "P01" else "Interviewer: Please go on.\n"
        bring_in(f"{asked}Somebody {who[1:]}: {SAID[who]}. A small village shop closed.\n", called)
        (person,) = project.conn.execute(
            "SELECT participant_id FROM speaker WHERE label = ?", (f"Somebody {who[1:]}",)
        ).fetchone()
        project.make(ChangeParticipant(person, {"pseudonym": who, "consent": "quote"}))
    return project


def check(study: Project, *paragraphs: str | Paragraph) -> Checked:
    told = tuple(Paragraph(one) if isinstance(one, str) else one for one in paragraphs)
    return study.read(check_draft, Draft("essay.docx", told), on=TODAY)


def every(checked: Checked) -> list[list[str]]:
    return [troubles(one) for one in checked.findings]


def table(*rows: tuple[str, ...], number: int = 0) -> list[Paragraph]:
    """The paragraphs of a table; a cell with nothing in it has none."""
    return [
        Paragraph(words, Where.TABLE, cell=Cell(number, row, column))
        for row, cells in enumerate(rows)
        for column, words in enumerate(cells)
        if words
    ]


RIGHT: list[list[str | Paragraph]] = [
    [f"“{K}” (P01)."],
    [f"“{K}” [P01]."],
    [f"“{K}” (P01, turn 2)."],
    [f"“{K}” — P01"],
    [f"“{K}” (P01; see also P04)."],
    [f"“{K}” (P01, cf. P04, P05)."],
    [f"P01 put it so: “{K}” (see also P04)."],
    [f"P01 said so plainly: “{K}” (cf. P04)."],
    [f"“{K}” (e.g. P01)."],
    [f"“{K}” (P1), “{H}” (P4, turn 2), “{M}” (P5R2)."],
    [f"“{K}” (P01), “{H}” (P04) and “{M}” (P05)."],
    [f"“{K}” and “{H}” (P01, P04)."],
    [f"P01 and P04 agreed: “{K}” and “{H}”."],
    [f"P01, P04 and P05 agreed: “{K}”, “{H}”, “{M}”."],
    [f"Both P01 and P04 said it: “{K}”; “{H}”."],
    [f"Unlike P04, P01 said “{K}”."],
    [f"Like P04, P01 said “{K}”."],
    [f"In contrast to P04 and P05, P01 said that “{K}”."],
    [f"P01, unlike P04, said “{K}”."],
    [f"P01, who knows P04 well, said “{K}”."],
    [f"P01 told P04: “{K}”."],
    [f"P01 said of P04: “{K}”."],
    [f"P04 disagreed with P01: “{H}”."],
    [f"P01 said “{K}”, P04 said “{H}”."],
    [f"P01 said “{K}”; P04, “{H}”."],
    [f"P01 said “{K}” and P04 “{H}”."],
    [f"P01 spoke of “{K}” and P04 of “{H}”."],
    [f"P01: “{K}” P04: “{H}”"],
    [f"“{K},” said P01; “{H},” said P04."],
    [f"“{K},” P01 said, and “{H}” was what P04 said."],
    [f"“{K[:24]},” P01 said, “{K[25:]}.”"],
    [f"“{K}”, as P01 put it, while P04 laughed."],
    [f"“{K}.” P01 said this twice."],
    [f"“{K}.” This was P01’s view."],
    [f"P04 left early. “{K}” (P01)."],
    [f"P04 left early. P01 stayed: “{K}”."],
    [f"P01 thought otherwise. She said: “{K}”"],
    [f"P01 thought otherwise. “{K}.”"],
    [f"P01’s words were “{K}”."],
    [f"In P01’s words, “{K}”."],
    [f"According to P01, “{K}”."],
    [f"For P01, “{K}” was the whole of it."],
    [f"As P01 says, “{K}”, and P04 agrees."],
    [f"While P04 said little, P01 remarked: “{K}”."],
    [f"P04 heard P01 say “{K}”."],
    [f"One of them (P01) said “{K}”."],
    [f"A developer, P01, told us: “{K}”."],
    [f"When asked, P01 said “{K}”."],
    [f"Asked about tools, P01 answered: “{K}”."],
    [f"We asked P01, who said: “{K}”."],
    [f"The interviewer asked P01 what for. “{K},” she said."],
    [f"We asked “{Q}?”"],
    [f"When asked “{Q}?”, P04 said “{H}”."],
    [f"P01 was asked “{Q}?” and laughed."],
    [f"“{Q}?” the interviewer asked P01."],
    [f"Our question to P01 was “{Q}?”"],
    [f"We asked P01: “{Q}?”"],
    ["We asked each of them:", block(f"{Q}?")],
    ["P01, unlike P04, was plain:", block(K)],
    ["P01 was plain:", block(K), "P04 was not:", block(H)],
    ["P01 and P04 agreed:", block(K), block(H)],
    ["P04 was silent.", block(f"{K} (P01)")],
    ["P04 was silent.", block(K), "— P01, developer"],
    ["As P01 said,", block(K)],
    [f"P01, a developer of ten years who had once worked with P04, told us over coffee that “{K}”."],
    [f"“{K},” P01 told the group, to which P04 replied, “{H}.”"],
    [f"Where P01 held that “{K}”, P04 held that “{H}”."],
    [f"P04’s “{H}” stands against P01’s “{K}”."],
    [f"Compare “{K}” (P01) with “{H}” (P04)."],
    [f"“{K}” (P01) — and P04: “{H}”."],
    [f"As one developer put it, “{K}” (P01); another said, “{H}” (P04)."],
    [f"When P04 left, P01 was relieved: “{K}”."],
    [f"P01 agreed with P04 that it is hard. “{K},” she explained."],
    [f"Several people (P04, P05) thought so, but P01 did not: “{K}”."],
    [f"“{K}”, P01 explained to the interviewer when asked about plots."],
    [f"“{K}” – P01."],
    [f"P01 [the youngest]: “{K}”"],
    [f"The words of P01, “{K}”, were echoed by P04."],
    [f"P01 was asked what for. She said, “{K}”."],
    [f"What did P01 mean by “{K}”?"],
    [f"“{K}” is how P01 described it."],
    [f"“{K}”: this is P01 on plots."],
    [f"“{K}” was P01’s answer to the question."],
    [f"P01 (who spoke after P04) said: “{K}”."],
    [f"The interviewer asked “{Q}?” and P01 answered “{K}”."],
    [f"To the question “{Q}?” P01 answered: “{K}”."],
    [f"P01: “{K}”; P04: “{H}”; P05: “{M}”."],
    [f"P01’s account (“{K}”) and P04’s (“{H}”) differ."],
    [f"Three voices: “{K}” (P01) “{H}” (P04) “{M}” (P05)."],
    [f"For P01 “{K}”; for P04 “{H}”."],
    [f"P01 put it best. “{K},” he said. “A small village shop closed.”"],
    [f"P05 once called this hard. Not so P01, who said “{K}”."],
    [f"P04 said nothing. Then P01 spoke up. “{K},” was all."],
    [f"Not everybody agreed with P04. P01, for one, said: “{K}”."],
    [f"Both P04 and P05 were silent when P01 said that “{K}”."],
    [f"P01, in contrast, remarked that “{K}” — unlike P04 and P05."],
    [f"“{K}” (P01, similarly P04)."],
    [f"“{K}” (P01; P04 disagreed)."],
    [f"“{K}” (so P01)."],
    [f"“{K}” [P01, 24]."],
    [f"P01 used the words “{K}” of P04’s tool."],
    [f"He (P01) said “{K}”."],
    [f"I asked P01 about P04’s tool; the reply was “{K}”."],
    [f"P04 replied to P01’s “{K}” with “{H}”."],
    [f"P01 said in P04’s kitchen that “{K}”."],
    [f"P04 took up P01’s claim that “{K}”."],
    [f"“{K}” (Participant 1)."],
    [f"P01 is a manager. “{K}”, is how the manager put it."],
    [f"P04 stood alone. The others said “{K}”."],
    [f"P01 spoke at length of this. For her, “{K}”."],
    [f"P01 spoke at length of this. His words were “{K}”."],
    [f"P04 stood by. P01 spoke. In her words, “{K}”."],
    [f"They all smiled. Her words were “{K}”."],
    [
        Paragraph(f"“{K}.”", signs=(Sign(len(K) + 3, Where.FOOTNOTE, 1),)),
        Paragraph("P01, turn 2.", Where.FOOTNOTE, 1),
    ],
    [Paragraph("P01, the first", heading=True), f"This was said: “{K}”."],
    [Paragraph("P01 and P04", heading=True), f"This was said: “{K}”. And this: “{H}”."],
    [Paragraph("P04", heading=True), f"P01 disagreed: “{K}”. “{K}” (P01)."],
    [block(K), block("A small village shop closed"), "— P01"],
    [block(f"{K} (P01)"), block(f"{H} (P04)")],
    [f"The others went further than P04. “{K}” (P01)."],
    [f"“{K}” was heard often."],
    [f"As P04 did before, P01 said “{K}”."],
    [f"P04 had gone when P01 explained: “{K}”."],
    [f"P01 (a developer) explained that “{K}”."],
    [f"P01 — who had come late — said “{K}”."],
    [f"“{K}”, said the developer P01, who laughed."],
    [f"“{K}” (P01, in reply to P04)."],
    [f"“{K}” (P01 to P04)."],
    [f"“{K}” (interview with P01)."],
    [f"“{K}” (P01), which P04 denied."],
    [f"Only P01 went so far: “{K}”."],
    [f"It was P01 who said “{K}”."],
    [f"This is what P01 meant by “{K}”."],
    [f"Asked by P04 about it, P01 replied, “{K}”."],
    [f"P01’s answer to P04 was “{K}”."],
    [f"P01 recalled the day P04 left: “{K}”."],
    [f"P04 and P05 were silent; P01 said “{K}”."],
    [f"There was no doubt in P01’s mind: “{K}”."],
    [f"P04 was not asked. P01 was: “{K}”."],
    [f"P01 wondered aloud, “{K}” while P04 and P05 listened."],
    [f"Of P04’s tool P01 said “{K}”."],
    [f"P01 replied to the interviewer’s question: “{K}”."],
    [f"“{K}”, P01 answered when we asked."],
    [f"P01:\n“{K}”"],
    [f"To quote P01: “{K}”."],
    [f"“{K}” (P01)1, and more."],
    [f"“{K}”1 (P01)."],
    [f"“{K}” [laughs] (P01)."],
    [f"“{K}” (emphasis added, P01)."],
    ["P01 said, and nobody else did:", block(K)],
    ["As P01 put it to P04:", block(K)],
    ["This is P01:", block(K), "and this is P04:", block(H)],
    ["P04 spoke first. P01 then said:", block(K)],
    ["One said this:", block(K), "(P01)"],
    [f"Nobody put it better: “{K}”."],
    list(table(("Who", "Words"), ("P01", f"“{K}”"), ("P04", f"“{H}”"), ("P05", f"“{M}”"))),
    list(table(("P01", K), ("P04", H))),
    list(table(("Words", "Who"), (f"“{K}”", "P01"), (f"“{H}”", "P04"))),
    list(table(("Theme", "Who", "Words"), ("a", "P01", f"“{K}”"), ("b", "P04", f"“{H}”"))),
    list(table(("Theme", "Words"), ("a", f"“{K}” (P01)"), ("b", f"“{H}” (P04)"))),
    list(table(("P01", "P04"), (f"“{K}”", f"“{H}”"))),
    list(table(("P01", f"“{K}”", "P04", f"“{H}”"))),
    list(table((f"“{K}”", "P01"), ("", ""), (f"“{H}”", "P04"))),
    list(table(("P01", f"“{K}”"), ("", "“A small village shop closed”"), ("P04", f"“{H}”"))),
]


@pytest.mark.parametrize("paragraphs", RIGHT, ids=range(len(RIGHT)))
def test_words_given_to_whom_they_are_by_are_no_trouble(three: Project, paragraphs: list[str | Paragraph]) -> None:
    found = check(three, *paragraphs)
    assert found.findings and all(not told for told in every(found)), [sentences(one) for one in found.findings]


WRONG: list[tuple[list[str | Paragraph], list[list[str]]]] = [
    ([f"Unlike P04, P01 said “{H}”."], [[ELSE]]),
    ([f"P01, unlike P04, was plain: “{H}”."], [[ELSE]]),
    ([f"P01 spoke of “{H}” and P04 of “{H}”."], [[WHOSE], []]),
    ([f"P01 spoke of “{K}” and P04 of “{K}”."], [[], [WHOSE]]),
    ([f"P05 thought otherwise. She said: “{H}”"], [[WHOSE]]),
    ([f"“{H}.” This was P05’s view."], [[WHOSE]]),
    ([f"P05 was clear. “{H}.”"], [[WHOSE]]),
    ([f"“{H}.” P05 said."], [[WHOSE]]),
    ([f"“{H}” (P1)."], [[ELSE]]),
    ([f"“{H}” (P5R2)."], [[ELSE, "another place"]]),
    ([f"“{K}” (P4, turn 69)."], [[ELSE, "another place"]]),
    ([f"P04 told P05 “{K}”."], [[ELSE]]),
    ([f"P04 told P01 “{K}”."], [[WHOSE]]),
    ([f"“{K}” was not what P04 said."], [[WHOSE]]),
    ([f"When P04 came, a neighbour called out “{K}”."], [[WHOSE]]),
    ([f"P01 said “{H}” when P04 had left."], [[WHOSE]]),
    ([f"P01’s answer was “{H}”."], [[ELSE]]),
    ([f"P01’s words were “{H}”."], [[ELSE]]),
    ([f"According to P01, “{H}”."], [[ELSE]]),
    ([f"“{H}” (P01 to P04)."], [[ELSE]]),
    ([f"P01 said “{K}” and “{H}”."], [[], [WHOSE]]),
    ([f"“{K}” (P01) and “{H}”."], [[], [WHOSE]]),
    ([f"P01 thought so. “{H},” he added."], [[WHOSE]]),
    ([f"“{H},” said P01, “{M}.”"], [[ELSE], [WHOSE]]),
    ([f"Like P04, P01 said “{H}”."], [[ELSE]]),
    ([f"P01 and P05 agreed that “{H}”."], [[ELSE]]),
    ([f"Only P01 went so far: “{H}”."], [[ELSE]]),
    ([f"It was P01 who said “{H}”."], [[ELSE]]),
    ([f"“{H}”. So P01."], [[WHOSE]]),
    ([f"When asked, P04 said “{Q}?”"], [[ASKED]]),
    ([f"P01 asked, “{Q}?”"], [[ASKED]]),
    ([f"P04 asked himself: “{Q}?”"], [[ASKED]]),
    ([f"“{Q}?” asked P01."], [[ASKED]]),
    ([f"P04 told the interviewer “{Q}?”"], [[ASKED]]),
    ([f"She asked “{Q}?”"], [[ASKED]]),
    (["P01, unlike P04, was plain:", block(H)], [[ELSE]]),
    (["P05 was plain.", block(H)], [[WHOSE]]),
    (["P01 was plain:", block(K), block(H)], [[], [WHOSE]]),
    ([f"P01 spoke at length of this. For her, “{H}”."], [[WHOSE]]),
    ([f"P01 spoke at length of this. His words were “{H}”."], [[WHOSE]]),
    (
        [
            Paragraph(f"“{H}.”", signs=(Sign(len(H) + 3, Where.FOOTNOTE, 1),)),
            Paragraph("P01, turn 2.", Where.FOOTNOTE, 1),
        ],
        [[ELSE]],
    ),
    ([Paragraph("P01, the first", heading=True), f"This was said: “{H}”."], [[WHOSE]]),
    ([f"P04 is a manager. “{K}”, is how the manager put it."], [[WHOSE]]),
    ([f"P04 is a manager. The manager said “{K}”."], [[WHOSE]]),
    ([f"“{H}” (Participant 1)."], [[ELSE]]),
    ([f"P04 replied to P05’s “{K}” with “{H}”."], [[ELSE], []]),
    ([f"P04 replied to P01’s “{H}” with “{K}”."], [[WHOSE], [WHOSE]]),
    ([block(M), block(K), "— P01"], [[WHOSE], []]),
    ([block(M), block(f"{K} (P01)")], [[WHOSE], []]),
    (list(table(("Who", "Words"), ("P04", f"“{K}”"), ("P01", "“A small village shop closed”"))), [[ELSE], []]),
    (list(table(("P04", K), ("P01", "A small village shop closed"))), [[ELSE], []]),
    (list(table(("P01", f"“{K}”"), ("P01", f"“{H}”"))), [[], [ELSE]]),
    (list(table((f"“{K}”", "P04"), (f"“{H}”", "P04"))), [[ELSE], []]),
    (list(table(("P04", "P01"), (f"“{K}”", f"“{K}”"))), [[WHOSE], []]),
    (list(table(("P01", f"“{K}”"), ("", f"“{H}”"))), [[], [WHOSE]]),
]


@pytest.mark.parametrize(("paragraphs", "wanted"), WRONG, ids=range(len(WRONG)))
def test_words_given_to_somebody_else_are_told(
    three: Project, paragraphs: list[str | Paragraph], wanted: list[list[str]]
) -> None:
    found = check(three, *paragraphs)
    assert every(found) == wanted, [sentences(one) for one in found.findings]


TO_P01 = [one[0] for one in RIGHT if len(one) == 1 and isinstance(one[0], str) and K in one[0] and "P01" in one[0]]
TO_P01.remove(f"P01, P04 and P05 agreed: “{K}”, “{H}”, “{M}”.")
SILENT_FOR_OTHERS = ("P01, P04)", "P01 and P04", "Both P01")  # two are given as the speakers


@pytest.mark.parametrize("paragraph", TO_P01, ids=range(len(TO_P01)))
def test_whatever_gives_words_to_one_person_gives_no_words_of_another_to_them(three: Project, paragraph: str) -> None:
    for words in (M, H):
        if words == H and any(sign in paragraph for sign in SILENT_FOR_OTHERS):
            continue
        found = check(three, paragraph.replace(K, words)).findings
        told = [one for finding in found for one in troubles(finding) if words in finding.words]
        assert ELSE in told or WHOSE in told, [sentences(one) for one in found]


def test_where_the_draft_can_be_read_in_two_ways_its_words_are_shown_and_nobody_is_accused(three: Project) -> None:
    (finding,) = check(three, f"P05 thought otherwise. She said: “{H}”").findings
    assert sentences(finding) == (
        "P04 says this; see whether the draft gives it to P05: “P05 thought otherwise. She said: ‘…’”"
    )
    (finding,) = check(three, f"P04 told P01 “{K}”.").findings
    assert sentences(finding) == "P01 says this; see whether the draft gives it to P04: “P04 told P01 ‘…’.”"


E = "Trust grows where the maintainer sits along the corridor"


@pytest.fixture
def with_evidence(three: Project) -> Project:
    """The same study with a publication."""
    reference = {"authors": "Osei, Jo; Brandt, Tim", "year": "2019", "title": "Staff and tools"}
    transcript = replace(transcript_of(f"{E}, says one.\n", "Staff and tools"), reference=reference)
    three.make(ImportDocuments([Incoming(transcript, Kind.EVIDENCE, ())]))
    return three


@pytest.mark.parametrize(
    "paragraph",
    [
        f"“{E}” (Osei and Brandt, 2019).",
        f"Osei and Brandt (2019) write that “{E}”.",
        f"As P04 said, too, “{E}” (Osei & Brandt 2019, p. 4).",
        f"“{E}” (Osei and Brandt, 2019, cited in Hall, 2003).",
        f"“{E}”.",
        f"“{K}” (P01), as Hall (2003) would say.",
        f"In line with Hall (2003), P01 said “{K}”.",
        f"P01 said “{K}” (cf. Hall, 2003).",
        f"“{K}” (interview, May 2023).",
        f"“{K}” (focus group, 2023).",
        f"Nobody put it so well in 2019: “{K}”.",
    ],
)
def test_words_of_a_publication_or_beside_one_are_no_trouble(with_evidence: Project, paragraph: str) -> None:
    assert every(check(with_evidence, paragraph)) == [[]]


@pytest.mark.parametrize(
    ("paragraph", "wanted", "told"),
    [
        (f"“{E}” (P04).", ELSE, "“Staff and tools” says this; the draft gives it to P04."),
        (f"P04 said, “{E}”.", ELSE, "“Staff and tools” says this; the draft gives it to P04."),
        (f"“{E}” (Hall, 2003).", ELSE, "“Staff and tools” says this; the draft gives it to (Hall, 2003)."),
        (f"“{K}” (Hall, 2003, p. 4).", ELSE, "P01 says this; the draft gives it to (Hall, 2003, p. 4)."),
        (f"“{K}” (Osei and Brandt, 2019).", ELSE, "P01 says this; the draft gives it to (Osei and Brandt, 2019)."),
    ],
)
def test_words_of_people_given_to_a_publication_and_its_words_given_to_people_are_told(
    with_evidence: Project, paragraph: str, wanted: str, told: str
) -> None:
    (finding,) = check(with_evidence, paragraph).findings
    assert (troubles(finding), sentences(finding)) == ([wanted], told)


def test_where_a_publication_may_be_whose_words_are_meant_the_draft_is_shown(with_evidence: Project) -> None:
    (finding,) = check(with_evidence, f"Osei and Brandt (2019) write: “{K}”.").findings
    assert troubles(finding) == [WHOSE]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("P01, turn 2", ""),
        ("P01, turns 1–3", ""),
        ("P01, turns 2 and 4", ""),
        ("P01, 24:57", ""),
        ("P01, 25:40, turn 2", ""),
        ("P01, interviewed at 10:30", ""),
        ("P01, 10:30 am", ""),
        ("P1, turn 2", ""),
        ("turn 91", "The draft says turn 91; the words stand in turn 2."),
        ("P01, turn 91", "The draft says turn 91; the words stand in turn 2."),
        ("P01, 1:24:57", "The draft says 1:24:57; the turn of these words begins at 24:57."),
        ("P01, 26:50", "The draft says 26:50; the turn of these words begins at 24:57."),
        ("P01, Second talk", "The draft says “Second talk”; the words stand in “First talk”."),
    ],
)
def test_the_turn_the_time_and_the_document_beside_words_are_those_where_they_stand(
    project: Project, bring_in: Callable[..., str], source: str, told: str
) -> None:
    first = transcript_of(f"Interviewer: Go on.\nAnn: {K}.\nInterviewer: Ah.\n", "First talk")
    timed = tuple(replace(turn, seconds=at) for turn, at in zip(first.turns, (1480.0, 1497.0, 1600.0), strict=True))
    project.make(ImportDocuments([Incoming(replace(first, turns=timed), Kind.INTERVIEW, ())]))
    bring_in("Interviewer: Go on.\nBen: A small village shop closed.\n", "Second talk")
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE label = 'Ann'").fetchone()
    project.make(ChangeParticipant(person, {"pseudonym": "P01", "consent": "quote"}))
    (finding,) = check(project, f"“{K}” ({source}).").findings
    assert (troubles(finding), sentences(finding)) == ((["another place"], told) if told else ([], ""))


def test_what_an_interviewer_asked_of_several_is_not_held_back_for_one_of_them(
    three: Project, bring_in: Callable[..., str]
) -> None:
    bring_in(f"Interviewer: {Q}?\nSomebody 07: I left.\n", "P7")
    (person,) = three.conn.execute("SELECT participant_id FROM speaker WHERE label = 'Somebody 07'").fetchone()
    three.make(ChangeParticipant(person, {"pseudonym": "P07", "consent": "withdrawn"}))
    (finding,) = check(three, f"We asked: “{Q.replace('many', 'several')}?”").findings
    assert troubles(finding) == ["altered"]


@pytest.mark.parametrize("own", ["(sic)", "(my italics)", "(emphasis added)", "[sic]"])
def test_what_a_writer_says_of_the_words_in_brackets_alters_nothing(three: Project, own: str) -> None:
    assert every(check(three, f"“{K.replace('them', f'them {own}')}” (P01)")) == [[]]


def test_of_a_translation_it_is_said_that_the_original_must_stand_beside_it(three: Project) -> None:
    (finding,) = check(three, "“Wir nehmen sie immer für dieses und jenes” (P01, our translation).").findings
    assert troubles(finding) == ["not found"]
    assert sentences(finding) == (
        "P01 says this nowhere in the study. A translation cannot be looked for: put the words as they were said "
        "beside it."
    )


def test_a_publication_without_a_reference_is_known_by_what_its_document_is_called(three: Project) -> None:
    other = "Staff rooms close before the tools in them are worn"
    for words, called in ((E, "Staff and tools"), (other, "Osei 2019")):
        transcript = transcript_of(f"{words}, says one.\n", called)
        three.make(ImportDocuments([Incoming(transcript, Kind.EVIDENCE, ())]))
    for paragraph, wanted in (
        (f"P04 said “{E}” and left.", [ELSE]),
        (f"“{E}” (Osei and Brandt, 2019).", []),
        (f"P04 said, as Osei had, “{other}”.", []),
        (f"P04 said “{other}”.", [ELSE]),
    ):
        assert every(check(three, paragraph)) == [wanted], paragraph
