"""`qualcode quote`: passages kept as quotes, trimmed for print, checked with the person; more like them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.grouped import Grouped
from qualcode.cli.outlines import after_part, essay_id, is_kept, last_under, read_outline
from qualcode.cli.quote_answers import agreed, answers, print_although, waiting
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem

if TYPE_CHECKING:
    import sqlite3

    from qualcode.essays.quotes import QuoteRow

_ANSWERS = ("asked", "approved", "changed", "refused")
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("quote", cls=Grouped)
def command() -> None:
    """Keep quotes for essays, trim them for print, record what the person says to them.

    A quote is named by its id, which “qualcode essay show” lists, or by that of the excerpt whose words it has.
    """


for one in (answers, print_although, waiting):
    command.add_command(one)


@command.command("keep")
@click.argument("document")
@click.argument("words", required=False)
@click.option("--in", "essay", help="The essay it stands in; else it is kept for later.")
@click.option("--after", help="The part before it: its number, a quote’s id, or “first”; at the end if not given.")
@click.option("--under", metavar="HEADING", help="The heading that it stands under, as its last part.")
@click.option("--occurrence", type=click.IntRange(min=1), default=1, help="Which, where the words stand there often.")
@coder_option
@study_option
def keep(
    document: str,
    words: str | None,
    essay: str | None,
    after: str | None,
    under: str | None,
    occurrence: int,
    coder: str | None,
    study: Path | None,
) -> None:
    """Keep the WORDS of DOCUMENT, copied from it, as a quote; in place of both the id of an excerpt or a quote.

    A participant who speaks in one document alone may stand for it.

    For example: qualcode quote keep P03 "It was a card on the board" --in "Finding a way in"
    """
    from qualcode.analysis.documents import text_of
    from qualcode.analysis.named_ids import QuoteIds, passage_named
    from qualcode.analysis.passages import find_words
    from qualcode.edits.quotes import KeepQuote
    from qualcode.project.placing import find_spoken

    if under is not None and (essay is None or after is not None):
        raise Problem("Where is it to stand?", remedy="Give the essay with --in, and --under or --after.")
    with opened(study, writes=True) as project:
        if words is None:
            meant = passage_named(project.conn, document)
            where, span = meant.document_id, meant.span
        else:
            where = find_spoken(project.conn, document).id
            span = find_words(text_of(project.conn, where), words, occurrence)
        place, now = None, project.clock.now()
        if essay is not None:
            found = project.read_copy(read_outline, essay, now)
            place = after_part(project.conn, found, after) if under is None else last_under(found, under)
        sign_in(project, coder)
        there = None if essay is None else essay_id(project.conn, essay)
        kept = KeepQuote(where, span, essay_id=there, after=place)
        label = project.make(kept).label
        say(f"{label}: {QuoteIds(project.conn).of(kept.id)}.")
        if essay is not None:
            quotes = project.read_copy(read_outline, essay, now).quotes
            held = next((one.held for one in quotes if one.id == kept.id), "")
            if held:
                say(f"Its readers will not see it: {held}.", err=True)


@command.command("move")
@click.argument("quotes", nargs=-1, required=True)
@click.option("--to", "essay", required=True, help="The essay, or “kept”.")
@click.option("--after", help="The part before them: its number, a quote’s id, or “first”.")
@coder_option
@study_option
def move(quotes: tuple[str, ...], essay: str, after: str | None, coder: str | None, study: Path | None) -> None:
    """Move QUOTES within an essay or to another, in this order."""
    from qualcode.edits.essays import MoveParts
    from qualcode.edits.quotes import ToKept

    with opened(study, writes=True) as project:
        ids = [meant_quote(project.conn, one).id for one in quotes]
        if is_kept(essay):
            edit: MoveParts | ToKept = ToKept(ids)
        else:
            place = after_part(project.conn, project.read_copy(read_outline, essay, project.clock.now()), after)
            edit = MoveParts(ids, essay_id(project.conn, essay), place)
        sign_in(project, coder)
        say(f"{project.make(edit).label}.")


@command.command("drop")
@click.argument("quote")
@coder_option
@study_option
def drop(quote: str, coder: str | None, study: Path | None) -> None:
    """No longer keep QUOTE."""
    from qualcode.edits.quotes import DropQuote

    with opened(study, writes=True) as project:
        meant = meant_quote(project.conn, quote)
        sign_in(project, coder)
        say(f"{project.make(DropQuote(meant.id)).label}.")


@command.command("trim")
@click.argument("quote")
@click.option("--leave-out", "cuts", multiple=True, metavar="WORDS", help="Print […] for these words of it.")
@click.option(
    "--own", "owns", multiple=True, nargs=2, metavar="WORDS OWN", help="Print [OWN] in place of these words of it."
)
@click.option("--letter", is_flag=True, help="Begin what is printed with a capital, or a small letter, in brackets.")
@click.option("--as-said", is_flag=True, help="Print all of it as it was said, before what else is asked for.")
@coder_option
@study_option
def trim_quote(
    quote: str,
    cuts: tuple[str, ...],
    owns: tuple[tuple[str, str], ...],
    letter: bool,
    as_said: bool,
    coder: str | None,
    study: Path | None,
) -> None:
    """Trim QUOTE for print; what was said in the document is never altered.

    For example: qualcode quote trim x1abc234k --leave-out "on the board" --own "she" "Marisol" --letter
    """
    from qualcode.analysis.documents import text_of
    from qualcode.analysis.passages import find_words
    from qualcode.analysis.study import language
    from qualcode.edits.quotes import TrimQuote
    from qualcode.essays.meaning import lost
    from qualcode.transcripts.boundaries import trimmed
    from qualcode.transcripts.span import Span
    from qualcode.transcripts.trim import Trim, kept_spans

    if not (cuts or owns or letter or as_said):
        raise Problem("What is to be trimmed?", remedy="Give --leave-out, --own, --letter or --as-said.")
    with opened(study, writes=True) as project:
        row = meant_quote(project.conn, quote)
        text, start = text_of(project.conn, row.document_id), row.span.start

        def within(words: str) -> Span:
            found = find_words(row.span.of(text), words)
            return Span(start + found.start, start + found.end)

        made = Trim(version_id=row.trim.version_id) if as_said else row.trim
        for words in cuts:
            made = made.leave_out(text, within(words))
        for words, own in owns:
            made = made.put_in(text, within(words), own)
        if letter:
            first = next((one.start for one in kept_spans(trimmed(row.span, text), made)), start)
            made = made.turn_letter(text, trimmed(Span(first, row.span.end), text).start, language(project.conn))
        sign_in(project, coder)
        say(f"{project.make(TrimQuote(row.id, made)).label}.")
        missing = lost(text, row.span, made, language(project.conn))
    if missing:
        say(missing.sentence, err=True)


@command.command("as-now")
@click.argument("quotes", nargs=-1, required=True)
@coder_option
@study_option
def as_now(quotes: tuple[str, ...], coder: str | None, study: Path | None) -> None:
    """Say of QUOTES whose documents were changed that the words are right as they stand there now."""
    from qualcode.edits.quotes import AgreeToText

    with opened(study, writes=True) as project:
        ids = [meant_quote(project.conn, one).id for one in quotes]
        sign_in(project, coder)
        made = project.make(AgreeToText(ids))
        say(f"{made.label}." if made.changes else "They were so already; nothing was changed.")


@command.command("answer")
@click.argument("quote")
@click.argument("answer", type=click.Choice(_ANSWERS))
@click.option("--words", default="", help="What the person said.")
@click.option("--on", "day", type=_DAY, help="The day (2026-03-12); today if not given.")
@click.option("--although", is_flag=True, help="It takes back what they, or somebody else in QUOTE, said before.")
@coder_option
@study_option
def answer_of(
    quote: str, answer: str, words: str, day: datetime | None, although: bool, coder: str | None, study: Path | None
) -> None:
    """Record what the person said with whom QUOTE was checked; one that was refused is held back from then on.

    A later answer of the same person takes back a no, or a wish for other words. An answer of the same day or an
    earlier one, or in a passage of several people, takes it back only if you say so when asked, or with --although.
    """
    from qualcode.edits.quotes import RecordAnswer
    from qualcode.essays.essay import Answer
    from qualcode.essays.outline import outline
    from qualcode.essays.taking_back import TAKES_BACK, taken_back

    with opened(study, writes=True) as project:
        row = meant_quote(project.conn, quote)
        found = project.read_copy(outline, row.essay_id, project.clock.now().date())
        shown = next((one.words for one in found.quotes if one.id == row.id), "")
        today = project.clock.now().date()
        said, on = Answer(answer), today if day is None else day.date()
        if not although and on <= today and (stands := taken_back(project.conn, row.id, said, on)):
            although = agreed(f"{stands} {TAKES_BACK}")
        sign_in(project, coder)
        say(f"{project.make(RecordAnswer(row.id, said, on, words, shown, although=although)).label}.")


@command.command("like")
@click.argument("quote")
@click.option("--number", type=click.IntRange(min=1, max=200), default=20, show_default=True)
@format_options
@study_option
def like(quote: str, number: int, form: str | None, study: Path | None) -> None:
    """List passages like QUOTE, of people its essay does not quote yet: those with its codes and its words.

    Likeness is from 0 to 1: half of it is the share of codes that both have, half that of words in whatever form.
    """
    from qualcode.essays.finding import more_like

    with opened(study) as project:
        meant = meant_quote(project.conn, quote)
        found = project.read_copy(more_like, meant.id, project.clock.now().date(), number)
    rows = [
        {
            "who": one.who,
            "document": one.document,
            "turn": one.turn,
            "excerpt": one.excerpt_id,
            "likeness": round(one.likeness, 3),
            "both have": one.why,
            "words": one.words,
        }
        for one in found.found
    ]
    if form is None and rows:
        say(f"{found.sentence} Counted: {found.counted}.")
    show(rows, form, empty="Nobody else in the study says anything like it.", wide="words")


def meant_quote(conn: sqlite3.Connection, named: str) -> QuoteRow:
    """The quote of an id, its own or that of the excerpt it is kept of. Raises Problem where none is, or several."""
    from qualcode.analysis.named_ids import quote_named
    from qualcode.essays.quotes import quote_rows

    row = next(iter(quote_rows(conn, quote_id=quote_named(conn, named))), None)
    if row is None or not row.span:
        raise Problem(f"The words of {named} are no longer in the document.", remedy="History lists what was done.")
    return row
