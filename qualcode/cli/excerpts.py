"""`qualcode excerpts`: the passages under a code."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import opened, study_option
from qualcode.cli.tables import format_options, show
from qualcode.transcripts.clean import plain


@click.command("excerpts")
@click.argument("code", required=False)
@click.option("--document", help="Only of this document.")
@click.option("--outside", is_flag=True, help="Only what may be shown outside the study team.")
@format_options
@study_option
def command(code: str | None, document: str | None, outside: bool, form: str | None, study: Path | None) -> None:
    """List the excerpts of CODE (a code or an area, by index number or name); all where none is named."""
    from qualcode.analysis.codes import codebook
    from qualcode.exports.choices import ReportChoices
    from qualcode.exports.gather import passages
    from qualcode.participants.disclosure import Audience
    from qualcode.project.placing import find_code, find_document

    audience = Audience.OUTSIDE if outside else Audience.TEAM
    with opened(study) as project:
        codes = frozenset({find_code(codebook(project.conn), code).id}) if code else None
        chosen = frozenset({find_document(project.conn, document).id}) if document else None
        choices = ReportChoices(audience=audience, codes=codes, documents=chosen)
        found = project.read(passages, choices, datetime.now().astimezone())
    if form is None and (notice := audience.notice):
        say(notice)
    rows = [
        {
            "id": item.id,
            "code": item.code,
            "participant": item.who,
            "document": item.document,
            "place": item.place,
            "against": item.against,
            "words": item.words.text,
        }
        | ({"audience": str(audience)} if form else {})
        for item in found.items
    ]
    show(rows, form, empty="No excerpts. Code something first, with c in a document.", wide="words")
    if form is None and found.held_back:
        say(f"{len(found.held_back)} held back:", err=True)
        for held in found.held_back:
            who = plain(", ".join(held.participants)) or "nobody named"
            say(f"  {held.id} {who}: {held.reason}", err=True)
