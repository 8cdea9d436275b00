"""The kind of study that a reference names."""

from __future__ import annotations

import re

_KINDS = (
    "systematic review and meta-analysis",
    "meta-analysis",
    "systematic review",
    "scoping review",
    "rapid review",
    "realist review",
    "literature review",
    "cluster randomised trial",
    "randomised controlled trial",
    "controlled trial",
    "feasibility study",
    "pilot study",
    "cohort study",
    "cross-sectional study",
    "longitudinal study",
    "mixed methods study",
    "qualitative study",
    "case study",
    "evaluation",
    "survey",
    "guideline",
)

_NAMED = re.compile(rf"\b(?=({'|'.join(map(re.escape, _KINDS))})\b)")


def study_named(said: str, title: str = "", keywords: str = "") -> str:
    """The kind of study as a reference says it, else as its title or keywords name it; empty where none does."""
    if said.strip():
        return said.strip()
    for words in (title, keywords):
        folded = re.sub(r"randomiz", "randomis", words.casefold())
        folded = re.sub(r"mixed-methods", "mixed methods", folded)
        named: set[str] = set(_NAMED.findall(folded))
        if named:
            return min(named, key=_KINDS.index)
    return ""
