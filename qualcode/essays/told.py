"""What was found in a draft, put in words for the writer."""

from __future__ import annotations

from datetime import date

from qualcode.analysis.phrases import counted, day_in_words, listed, place, sentence_case
from qualcode.essays.findings import Checked, Finding, Source
from qualcode.participants.names import ListState
from qualcode.transcripts.quoting import in_marks


def source_in_words(source: Source) -> str:
    """`P03, “garden group”, 26:40, turn 4`."""
    where = place(seconds=source.seconds, turn=source.turn)
    return ", ".join(filter(None, (listed(source.who), in_marks(source.document), where)))


def sources_in_words(finding: Finding) -> str:
    """Where the words of a quotation stand; empty where they stand nowhere."""
    return "; ".join(dict.fromkeys(map(source_in_words, finding.sources)))


def place_in_words(finding: Finding) -> str:
    """`paragraph 12, which begins “One of them had”, under “Going in”`: no page, which depends on the machine."""
    begins = f", which begins {in_marks(finding.begins)}" if finding.begins else ""
    return f"{finding.place}{begins}{f', under {in_marks(finding.heading)}' if finding.heading else ''}"


def comment(finding: Finding, *, in_copy: bool = False) -> str:
    """A comment for the margin: a line for each trouble, then where the words stand.

    Those `in_copy` of the draft hold no words that the draft's readers may not have.
    """
    lines = [
        f"{sentence_case(str(told.trouble))}: {(in_copy and told.in_copy) or told.sentence}"
        for told in finding.troubles
    ]
    if finding.sources:
        lines.append(f"Found: {sources_in_words(finding)}.")
    return "\n".join(filter(None, (*lines, finding.although, *finding.notes)))


def opening(checked: Checked, day: date) -> str:
    """A comment for the top of the copy: what was done, and that its comments are the team's."""
    return "\n".join(
        (
            "For the study team only: take the comments out before this leaves the team.",
            f"Held against the study on {day_in_words(day)}. {summary(checked)}",
            *filter(None, [names_in_words(checked)]),
        )
    )


def summary(checked: Checked) -> str:
    """`14 quotations: 9 as they were said, 5 to look at. 2 real names.`"""
    names = sum(finding.is_name for finding in checked.findings)
    quotations = [finding for finding in checked.findings if not finding.is_name]
    wrong = sum(bool(finding.troubles) for finding in quotations)
    short = sum(finding.is_untold for finding in quotations)
    told = [f"{len(quotations) - wrong - short:,} as they were said", f"{wrong:,} to look at"]
    if short:
        told.append(f"{short:,} not of the study, or too short to tell")
    words = f"{counted(len(quotations), 'quotation')}: {', '.join(told)}." if quotations else "No quotations."
    return f"{words} {counted(names, 'name')}." if names else words


def names_in_words(checked: Checked) -> str:
    """Why real names could not be looked for; empty where they were, or where there is nothing to hide."""
    if checked.names is ListState.MISSING:
        return "Real names could not be looked for as they should: the study’s list of names is not on this machine."
    if checked.names is ListState.NONE:
        return "Real names were not looked for: the study has no list of names."
    return ""
