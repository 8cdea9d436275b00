"""Consent as tables write it: what is meant for sure, and what is probably meant."""

from __future__ import annotations

import re

from qualcode.participants.consent import Consent

_SUGGESTED = (
    (Consent.WITHDRAWN, r"withdr[ae]w\w*|revoked?|opted out|pulled out"),
    (
        Consent.TEAM_ONLY,
        r"no quot\w*|(?:do not|don't|not to be|never) quoted?|internal\w*|team|confidential|not for p\w+",
    ),
    (Consent.ASK_FIRST, r"ask\w*|check (?:first|with)|contact (?:first|before)|approval|approve\w*|case by case"),
    (Consent.PARAPHRASE, r"paraphras\w*|summar\w*|own words|not verbatim"),
    (
        Consent.QUOTE,
        r"y|yes|ok|okay|full\w*|quot\w*|verbatim|all|agreed|agrees|given|granted|signed|true|public\w*|anonym\w*",
    ),
)  # from the strictest: “yes, but ask first” must be asked first


def consent_of(words: str) -> Consent | None:
    """The consent that is written in qualcode's own words, whatever the capitals; None where it is not."""
    plain = " ".join(words.casefold().split())
    return next((consent for consent in Consent if consent == plain), None)


def suggested_consent(words: str) -> Consent | None:
    """What other words (“ok to quote”) probably mean; somebody must say so before it counts."""
    plain = " ".join(words.casefold().replace("’", "'").split())
    for consent, pattern in _SUGGESTED:
        if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", plain):
            if consent is Consent.QUOTE and re.search(r"(?<!\w)(?:no|not|don't|never|without|refused?)(?!\w)", plain):
                return None
            return consent
    return None
