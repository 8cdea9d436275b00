"""What the team wrote of people, and whether it may leave the study: `Account` goes in, `ClearedAccount` comes out.

A summary tells in other words what somebody said, so it may leave where the person may be paraphrased; what it
quotes stays behind where the person may not be quoted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import final

from qualcode.participants.consent import Agreement, Consent, strictest
from qualcode.participants.disclosure import Although, Audience, HeldBack, Objection, objection_that_binds
from qualcode.participants.names import Names

QUOTATION_HELD = "(quotation held back)"
WORDS_HELD = "(words held back)"

_SEAL = object()


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """A quotation inside an account, its marks and link included, with the agreements of all whose words it holds.

    Where nobody is known to have agreed, the one agreement is one that was never recorded. `objection` is what
    somebody who was asked said against printing them, `although` why they are printed against the agreements.
    `marked` is whether quotation marks stand around them.
    """

    words: str
    agreements: tuple[Agreement, ...] = (Agreement(),)
    participants: tuple[str, ...] = ()
    objection: Objection | None = None
    although: Although | None = None
    marked: bool = True


@dataclass(frozen=True)
class Account:
    """What somebody wrote of people, not yet cleared: words and quotations in turn.

    `agreements` are those of all whom it tells of, and of the document.
    """

    id: str
    parts: tuple[str | QuotedWords, ...]
    agreements: tuple[Agreement, ...]
    participants: tuple[str, ...] = ()


@final
class ClearedAccount:
    """An account that may be shown to one audience. Only `clear_accounts` makes them."""

    __slots__ = ("audience", "id", "text")

    def __init__(self, account: Account, kept: Iterable[str], audience: Audience, names: Names, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("Cleared accounts come from participants.accounts.clear_accounts alone")
        self.id = account.id
        self.text = names.show("".join(kept))
        self.audience = audience


@dataclass(frozen=True)
class AccountClearance:
    """What may be shown, by the account's id, and what was held back, whole accounts and quotations in them."""

    cleared: dict[str, ClearedAccount]
    held_back: tuple[HeldBack, ...]
    quotations_held: tuple[HeldBack, ...]


def clear_accounts(accounts: Iterable[Account], audience: Audience, *, on: date, names: Names) -> AccountClearance:
    """Judge each account and each quotation in it by the strictest consent that touches it on the day `on`.

    The team reads everything but what was withdrawn; outside reads accounts of people who may be paraphrased or
    quoted, and in them the quotations of those who may be quoted. No quotation of refused words is printed for
    either. Neither reads a name of the list.
    """
    cleared: dict[str, ClearedAccount] = {}
    held: list[HeldBack] = []
    quotations: list[HeldBack] = []
    for account in accounts:
        if not _may(account.agreements, audience, on, _TOLD):
            held.append(_held(account.id, account.agreements, account.participants, on, names))
            continue
        kept = []
        for part in account.parts:
            if isinstance(part, str):
                kept.append(part)
                continue
            objection = objection_that_binds(part.objection, audience)
            if _may(part.agreements, audience, on, _QUOTED, part.although) and not objection:
                kept.append(part.words)
            else:
                kept.append(QUOTATION_HELD if part.marked else WORDS_HELD)
                quotations.append(_held(account.id, part.agreements, part.participants, on, names, objection))
        cleared[account.id] = ClearedAccount(account, kept, audience, names, _SEAL)
    return AccountClearance(cleared, tuple(held), tuple(quotations))


_TOLD = frozenset({Consent.QUOTE, Consent.PARAPHRASE})
_QUOTED = frozenset({Consent.QUOTE})


def _may(
    agreements: Iterable[Agreement],
    audience: Audience,
    on: date,
    outside: frozenset[Consent],
    although: Although | None = None,
) -> bool:
    free = although is not None and although.frees
    binding = strictest(one.on(on) for one in agreements if not (free and free(one, on)))
    return binding is not Consent.WITHDRAWN if audience is Audience.TEAM else binding in outside


def _held(
    account_id: str,
    agreements: Iterable[Agreement],
    participants: Iterable[str],
    on: date,
    names: Names,
    objection: str = "",
) -> HeldBack:
    every = list(agreements)
    binding = strictest(agreement.on(on) for agreement in every)
    expired = strictest(agreement.consent for agreement in every) is not binding
    why = "" if binding is Consent.WITHDRAWN else objection
    return HeldBack(account_id, tuple(map(names.show, participants)), binding, expired, why)
