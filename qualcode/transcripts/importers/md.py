"""Markdown: the text as a reader sees it, without marks."""

from __future__ import annotations

from pathlib import Path

from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.front_matter import FrontMatter, front_matter
from qualcode.transcripts.importers.kinds import kind_of
from qualcode.transcripts.importers.limits import within_limits
from qualcode.transcripts.importers.rendered import rendered
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.importers.turns import turns_in
from qualcode.transcripts.transcript import Kind, Transcript


def read(path: Path, data: bytes, choices: Choices = AS_FOUND) -> list[Transcript]:
    """The one transcript in a Markdown file; raises Problem where `data` is no text."""
    decoded = text_of(data, choices.encoding)
    facts, source = front_matter(within_limits(decoded.text))
    page = rendered(source)
    labels = facts.kind is None or facts.kind.has_participants
    turns = turns_in(page.text, bold=page.bold, headings=page.headings, labels=labels)
    return [
        Transcript(
            path.stem,
            page.text,
            turns,
            kind=facts.kind or kind_of(path.stem, turns),
            title=facts.title or page.title,
            date=facts.date,
            reference=_reference(facts),
            warnings=decoded.warnings + facts.warnings,
            encoding=decoded.encoding,
        ),
    ]


def _reference(facts: FrontMatter) -> dict[str, str]:
    return dict(facts.reference) if facts.kind is Kind.EVIDENCE else {}
