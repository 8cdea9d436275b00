"""Markdown: the text as a reader sees it, without marks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.cues import are_captions, are_unnumbered_captions, as_captions
from qualcode.transcripts.importers.front_matter import front_matter
from qualcode.transcripts.importers.kinds import kind_of
from qualcode.transcripts.importers.limits import within_limits
from qualcode.transcripts.importers.rendered import rendered
from qualcode.transcripts.importers.text import Decoded, text_of
from qualcode.transcripts.importers.turns import turns_in
from qualcode.transcripts.transcript import Kind, Transcript


def read(path: Path, data: bytes, choices: Choices = AS_FOUND) -> list[Transcript]:
    """The one transcript in a Markdown file; raises Problem where `data` is no text."""
    decoded = text_of(data, choices.encoding)
    facts, source = front_matter(within_limits(decoded.text))
    decoded = replace(decoded, text=source)
    if are_captions(source):
        found = as_captions(path, decoded)
    else:
        found = _page(path, decoded, labels=facts.kind is None or facts.kind.has_participants)
        if not found.speakers() and are_unnumbered_captions(source):
            found = as_captions(path, decoded)
    return [
        replace(
            found,
            kind=facts.kind or found.kind,
            title=facts.title or found.title,
            date=facts.date,
            reference=dict(facts.reference) if facts.kind is Kind.EVIDENCE else {},
            warnings=found.warnings + facts.warnings,
        )
    ]


def _page(path: Path, decoded: Decoded, *, labels: bool) -> Transcript:
    page = rendered(decoded.text)
    turns = turns_in(page.text, bold=page.bold, headings=page.headings, labels=labels)
    return Transcript(
        path.stem,
        page.text,
        turns,
        kind=kind_of(path.stem, turns),
        title=page.title,
        warnings=decoded.warnings,
        encoding=decoded.encoding,
    )
