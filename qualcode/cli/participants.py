"""`qualcode participants`: the list, and setting consent and attributes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.facesheets import TableWanted, bring_in, table_options
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show, with_facts
from qualcode.participants.consent import Consent
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    from qualcode.edits.store import Edit
    from qualcode.participants.wider import Wider


@click.command("participants")
@click.argument("participant", required=False)
@click.option("--consent", type=click.Choice([str(consent) for consent in Consent]), help="What they agreed to.")
@click.option("--until", help="The last day it holds, as 2030-12-31; “never” takes it away.")
@click.option("--words", help="Their own words about it.")
@click.option(
    "--because",
    help="Why the consent changes, or why they are an interviewer; needed where somebody withdrew.",
)
@click.option("--set", "facts", multiple=True, metavar="NAME=VALUE", help="An attribute, such as age=60–69.")
@click.option("--printable", multiple=True, metavar="NAME", help="This attribute may stand beside a quote.")
@click.option(
    "--not-printable", "unprintable", multiple=True, metavar="NAME", help="This attribute may not any more."
)
@click.option("--interviewer", is_flag=True, help="They ask the questions: no participant, never counted as one.")
@click.option("--note", help="A note, never printed.")
@click.option(
    "--attribute",
    metavar="NAME",
    help="An attribute to describe: --kind, --choices, --rename, --bands, --told.",
)
@click.option("--kind", help="Its kind: text, number, date, choice, several choices, scale or rank.")
@click.option("--choices", metavar="A;B;C", help="Its choices, in order for a scale.")
@click.option("--rename", metavar="NAME", help="Its new name.")
@click.option("--bands", metavar="WIDTH", help="Print its numbers in bands, such as 10: 50 to under 60; 0 for none.")
@click.option(
    "--told",
    multiple=True,
    metavar="VALUE=WORD",
    help="Print a wider word: commissioner=senior manager; nothing after = to print it as it is.",
)
@click.option("--add", "adding", is_flag=True, help="PARTICIPANT is new; with --from, so are rows that fit nobody.")
@table_options
@format_options
@coder_option
@study_option
def command(
    participant: str | None,
    consent: str | None,
    until: str | None,
    words: str | None,
    because: str | None,
    facts: tuple[str, ...],
    printable: tuple[str, ...],
    unprintable: tuple[str, ...],
    interviewer: bool,
    note: str | None,
    attribute: str | None,
    kind: str | None,
    choices: str | None,
    rename: str | None,
    bands: str | None,
    told: tuple[str, ...],
    adding: bool,
    table: TableWanted | None,
    form: str | None,
    coder: str | None,
    study: Path | None,
) -> None:
    """List participants with their consent and attributes, or change what is known of PARTICIPANT (P03).

    For example: qualcode participants P03 --consent quote --until 2030-12-31 --set age=60–69
    """
    changes = _changes(consent, until, words, note)
    if because is not None and consent is None and not interviewer:
        raise Problem("“--because” says why a consent changes.", remedy="Give --consent with it.")
    attributes = dict(_fact(fact) for fact in facts)
    if table is not None:
        from qualcode.participants.attributes import AppliesTo

        bring_in(replace(table, printable=printable, new=adding), AppliesTo.PARTICIPANT, form, coder, study)
    elif attribute is not None:
        wider = partial(_wider, bands, dict(_fact(one) for one in told))
        _describe(attribute, kind, choices, rename, wider, coder, study)
    elif printable or unprintable:
        _allow({**dict.fromkeys(printable, True), **dict.fromkeys(unprintable, False)}, coder, study)
    elif interviewer:
        _change(participant, partial(_interviewer_edit, because or ""), coder, study)
    elif adding:
        _add(participant, partial(_details_edit, changes, attributes, because or ""), coder, study)
    elif changes or attributes:
        _change(participant, partial(_details_edit, changes, attributes, because or ""), coder, study)
    else:
        _list(participant, form, study)


def _changes(consent: str | None, until: str | None, words: str | None, note: str | None) -> dict[str, str | None]:
    changes: dict[str, str | None] = {}
    if consent is not None:
        changes["consent"] = consent
    if until is not None:
        changes["consent_until"] = None if until.casefold() == "never" else _day(until)
    if words is not None:
        changes["consent_words"] = words
    if note is not None:
        changes["note"] = note
    return changes


def _day(until: str) -> str:
    try:
        return date.fromisoformat(until).isoformat()
    except ValueError:
        raise Problem(f"“{until}” is not a date.", remedy="Write it as 2030-12-31.") from None


def _fact(fact: str) -> tuple[str, str | None]:
    name, equals, value = fact.partition("=")
    if not equals or not name.strip():
        raise Problem(f"“{fact}” is not NAME=VALUE.", remedy="For example: --set age=60–69")
    return name.strip(), value.strip() or None


def _details_edit(
    changes: dict[str, str | None], attributes: dict[str, str | None], because: str, participant_id: str
) -> Edit:
    from qualcode.edits.participants import ChangeParticipant
    from qualcode.edits.reasons import ConsentReason

    return ChangeParticipant(participant_id, changes, attributes, ConsentReason(because))


def _interviewer_edit(because: str, participant_id: str) -> Edit:
    from qualcode.edits.participants import MarkInterviewer

    return MarkInterviewer(participant_id, because)


def _change(participant: str | None, edit: Callable[[str], Edit], coder: str | None, study: Path | None) -> None:
    from qualcode.analysis.people import participants

    if participant is None:
        raise Problem("Whose?", remedy="Name the participant, such as P03, before the options.")
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        found = [p for p in participants(project.conn) if p.pseudonym.casefold() == participant.casefold()]
        if not found:
            raise Problem(f"There is no participant {participant}.", remedy="“qualcode participants” lists them.")
        made = project.make(edit(found[0].id))
    say(f"Changed: {plain(made.label)}." if made.changes else "That was so already; nothing was changed.")
    for sentence in made.told:
        say(plain(sentence))


def _allow(printable: dict[str, bool], coder: str | None, study: Path | None) -> None:
    from qualcode.edits.participants import AllowInPrint

    with opened(study, writes=True) as project:
        sign_in(project, coder)
        made = project.make(AllowInPrint(printable))
    say(f"{plain(made.label)}." if made.changes else "That was so already; nothing was changed.")


def _add(participant: str | None, details: Callable[[str], Edit], coder: str | None, study: Path | None) -> None:
    from qualcode.edits.participants import AddParticipant
    from qualcode.edits.together import Together

    if participant is None:
        raise Problem("Who?", remedy="Name the new participant, such as P12, before --add.")
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        edit = AddParticipant(participant)
        made = project.make(Together([edit, details(edit.id)], f"New participant {participant}"))
    say(f"{plain(made.label)}.")


def _wider(bands: str | None, told: dict[str, str | None], before: Wider) -> Wider:
    """How the values of an attribute are told in print, as asked."""
    from qualcode.participants.numbers import number_in

    if bands is not None:
        width = number_in(bands)
        if width is None:
            raise Problem(f"“{plain(bands)}” is not a number.", remedy="For example: --bands 10")
        before = replace(before, width=width or None)
    return before.with_words({value: word or "" for value, word in told.items()})


def _describe(
    name: str,
    kind: str | None,
    choices: str | None,
    rename: str | None,
    wider: Callable[[Wider], Wider],
    coder: str | None,
    study: Path | None,
) -> None:
    """Say of an attribute what it is, adding it where it is new."""
    from qualcode.analysis.people import attributes
    from qualcode.analysis.questions.problems import nearest_sentence
    from qualcode.edits.attributes import KINDS, AddAttribute, ChangeAttribute, NewAttribute
    from qualcode.participants.attributes import AttributeKind, parts_of
    from qualcode.participants.wider import AS_THEY_ARE

    if kind is not None and kind not in KINDS:
        raise Problem(f"“{plain(kind)}” is not a kind of attribute.", remedy=f"Use one of: {', '.join(KINDS)}.")
    listed = None if choices is None else parts_of(choices)
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        known = [one for one in attributes(project.conn) if one.name.casefold() == name.casefold()]
        told = wider(known[0].wider if known else AS_THEY_ARE)
        edit: Edit
        if known:
            given = {"kind": kind, "choices": listed, "name": rename, "printed_as": told}
            edit = ChangeAttribute(known[0].id, {key: value for key, value in given.items() if value is not None})
        elif rename is not None or (kind is None and listed is None and told == AS_THEY_ARE):
            raise Problem(
                f"No attribute is called “{plain(name)}”.",
                nearest_sentence(name, (one.name for one in attributes(project.conn))),
                f"To add it, say what it is: --kind {', '.join(KINDS)}.",
            )
        else:
            new = NewAttribute(name, AttributeKind(kind or AttributeKind.TEXT), listed or (), wider=told)
            edit = AddAttribute(new)
        made = project.make(edit)
    say(f"Changed: {plain(made.label)}." if made.changes else "That was so already; nothing was changed.")


def _list(participant: str | None, form: str | None, study: Path | None) -> None:
    from qualcode.analysis.people import attributes, participants

    with opened(study) as project:
        known = attributes(project.conn)
        rows = [
            with_facts(
                {
                    "participant": person.pseudonym,
                    "consent": str(person.agreement.consent),
                    "until": person.agreement.until.isoformat() if person.agreement.until else "",
                    "documents": list(person.documents),
                },
                {a.name: person.attributes.get(a.id, "") for a in known},
            )
            for person in participants(project.conn)
            if participant is None or person.pseudonym.casefold() == participant.casefold()
        ]
    show(rows, form, empty="No participants yet: they come with imported transcripts.")
