"""A study of two interviews, against which drafts are held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from qualcode.edits.participants import ChangeParticipant
from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts.draft import Draft, Paragraph, SetApart
from qualcode.essays.findings import Checked, Finding
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project

TODAY = date(2026, 3, 12)
INES = (
    "Interviewer: How did you come to hear about the group?\n"
    "Ines: I didn’t, not for years. It was a card on the board in the chemist’s, half behind a poster. So I sent"
    " myself (laughs) because nobody else was going to send me.\n"
    "Interviewer: And has it changed anything for you?\n"
    "Ines: I sleep. That’s the short of it … I hadn’t slept through since my sister died, and now I do. I said to"
    " Quarrington, I sleep like a dog.\n"
    "Interviewer: Mm.\n"
    "Ines: And I never once took a tablet for it.\n"
)
WILL = (
    "Interviewer: Would you go back?\n"
    "Will: Not to that one. They were very kind, and very kind is a terrible thing to be. I will not be helped by"
    " somebody who has already decided that I am grateful.\n"
    "Interviewer: Who would you want there instead?\n"
    "Will: Somebody with a van. Somebody who needs me for something.\n"
)
SLEPT = "I hadn’t slept through since my sister died, and now I do."

Check = Callable[..., Checked]
CheckOne = Callable[..., Finding]


@pytest.fixture
def study(project: Project, bring_in: Callable[..., str]) -> Project:
    """The study; Ines and Will may be quoted."""
    bring_in(INES, "Ines interview")
    bring_in(WILL, "Will interview")
    for pseudonym in ("Ines", "Will"):
        may_be_quoted(project, pseudonym)
    return project


def may_be_quoted(project: Project, label: str) -> None:
    """Let somebody be quoted under the name that their document has for them."""
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE label = ?", (label,)).fetchone()
    project.make(ChangeParticipant(person, {"pseudonym": label, "consent": "quote"}))


@pytest.fixture
def check(study: Project) -> Check:
    """Hold paragraphs against the study."""

    def run(*paragraphs: str | Paragraph, audience: Audience = Audience.OUTSIDE, on: date = TODAY) -> Checked:
        told = tuple(Paragraph(one) if isinstance(one, str) else one for one in paragraphs)
        return study.read(check_draft, Draft("essay.docx", told), on=on, audience=audience)

    return run


@pytest.fixture
def check_one(check: Check) -> CheckOne:
    """Hold a paragraph with one quotation against the study."""

    def run(paragraph: str | Paragraph, **how: object) -> Finding:
        (finding,) = check(paragraph, **how).findings
        return finding

    return run


def block(words: str) -> Paragraph:
    """A paragraph set apart as a quotation."""
    return Paragraph(words, set_apart=SetApart.QUOTATION)


def troubles(finding: Finding) -> list[str]:
    """What is wrong with a quotation."""
    return [str(told.trouble) for told in finding.troubles]


def sentences(finding: Finding) -> str:
    """All that is said of what is wrong."""
    return " ".join(told.sentence for told in finding.troubles)
