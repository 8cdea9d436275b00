"""What the style sheets of a web page show in bold."""

from __future__ import annotations

import re

WEIGHT = re.compile(r"font-weight\s*:\s*(?:(bold|[6-9]00)|normal|[1-5]00)", re.IGNORECASE)


def bold_classes(styles: str) -> frozenset[str]:
    """The classes that a style sheet shows in bold."""
    found: set[str] = set()
    for rule in styles.split("}"):
        selectors, _, body = rule.rpartition("{")
        weight = WEIGHT.search(body) if selectors else None
        if weight is not None and weight[1]:
            names = (selector.strip().rpartition(".") for selector in selectors.rpartition(";")[2].split(","))
            found.update(name for tag, dot, name in names if dot and " " not in f"{tag}{name}")
    return frozenset(found)
