"""From a tree back to the words a person would type."""

from __future__ import annotations

import re

from qualcode.analysis.questions.tree import And, Near, Node, Not, Or, Question, Term
from qualcode.analysis.questions.words import FIELD, QUOTES

_NEEDS_QUOTES = re.compile(rf"[\s()”{''.join(QUOTES)}]")
_COMPARES = re.compile("[=<>!≤≥≠]")
_KEYWORDS = ("and", "or", "not")


def printed(question: Question) -> str:
    """The question in words, which `parse` reads as the same question."""
    parts = [] if question.tree is None else [words_of_node(question.tree)]
    if isinstance(question.tree, Term) and question.tree.field == "text":
        parts = [quoted(question.tree.value)]  # alone they might be the name of a code
    if question.reach is not None:
        # Without brackets it would stand beside one of several alternatives.
        if isinstance(question.tree, Or):
            parts = [f"({parts[0]})"]
        parts.append(f"in:{question.reach}")
    return " ".join(parts)


def words_of_node(node: Node) -> str:
    """One part of a question in words."""
    if isinstance(node, Term):
        return _term(node)
    if isinstance(node, Not):
        return f"not {_within(node.part, And, Or, Near)}"
    if isinstance(node, Near):
        return f"{_within(node.left, Or)} near:{node.within} {_within(node.right, Or)}"
    if isinstance(node, And):
        return " and ".join(_within(part, And, Or) for part in node.parts)
    if isinstance(node, Or):
        return " or ".join(_within(part, Or) for part in node.parts)
    raise TypeError(f"no part of a question: {node!r}")


def _within(part: Node, *in_brackets: type[Node]) -> str:
    words = words_of_node(part)
    return f"({words})" if isinstance(part, in_brackets) else words


def _term(term: Term) -> str:
    if term.field == "text":
        bare = term.value
        plain = FIELD.match(bare) is None and bare[:1] != "@" and bare.casefold() not in _KEYWORDS
        return bare if plain and bare and not _NEEDS_QUOTES.search(bare) else quoted(bare)
    if term.field == "@":
        return f"@{in_words(term.value)}"
    if term.field == "attr":
        return f"attr:{in_words(term.name)}{term.compared}{in_words(term.value) if term.value else ''}"
    return f"{term.field}:{term.compared}{in_words(term.value)}"


def in_words(value: str) -> str:
    """A name or value as it is, or in quotation marks where it needs them."""
    return quoted(value) if not value or _NEEDS_QUOTES.search(value) or _COMPARES.search(value) else value


def quoted(value: str) -> str:
    """A value in straight quotation marks; those within it are written twice."""
    doubled = value.replace('"', '""')
    return f'"{doubled}"'
