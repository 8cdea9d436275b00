"""Any question, as a tree, for tests of the question language."""

from __future__ import annotations

from hypothesis import strategies as st

from qualcode.analysis.questions.tree import (
    DOCUMENT,
    PASSAGE,
    SENTENCE,
    TURN,
    And,
    Near,
    Node,
    Not,
    Or,
    Question,
    Reach,
    Term,
    all_of,
    any_of,
)
from tests.analysis.question_study import BELOW

_LETTERS = st.text(alphabet="abcé '’\"“”„()=<>!*@:.-1", min_size=1, max_size=8)


def tidied(words: str) -> str:
    return " ".join(words.split())


NAMES = _LETTERS.map(tidied).filter(bool)
SAID = NAMES.filter(lambda words: any(letter in "abcé1" for letter in words))


@st.composite
def terms(draw: st.DrawFn) -> Node:
    """A term with any name a study could have."""
    field = draw(
        st.sampled_from(["code", "area", "doc", "who", "coder", "text", "memo", "attr", "kind", "date", "@"])
    )
    if field in ("text", "memo"):
        return Term(field, draw(SAID))
    if field == "attr":
        compared = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
        value = draw(NAMES) if compared not in ("=", "!=") else draw(st.one_of(st.just(""), NAMES))
        return Term("attr", value, draw(NAMES), compared)
    if field == "kind":
        return Term("kind", draw(st.sampled_from(["interview", "focus group"])))
    if field == "date":
        value = draw(st.sampled_from(["2019", "2019-03", "2019-03..2019-05", "..2019", "none"]))
        compared = draw(st.sampled_from(["", ">="])) if value == "2019" else ""
        return Term("date", value, "", compared)
    return Term(field, draw(NAMES), "", draw(st.sampled_from(["", "="])) if field == "code" else "")


def _larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(inner, min_size=2, max_size=3)
    places = st.one_of(
        st.builds(lambda name: Term("code", name), NAMES), st.builds(lambda words: Term("text", words), SAID)
    )
    sides = st.one_of(places, st.lists(places, min_size=2, max_size=2).map(any_of))
    within = st.one_of(st.sampled_from([SENTENCE, TURN]), st.builds(lambda n: Reach(words=n), st.integers(1, 99)))
    return st.one_of(
        some.map(all_of),
        some.map(any_of),
        inner.filter(lambda one: not (isinstance(one, Not) and isinstance(one.part, Not))).map(Not),
        st.builds(Near, sides, sides, within),
    )


def trees(leaf: st.SearchStrategy[Node] | None = None) -> st.SearchStrategy[Node]:
    """Any tree of some terms, or of all."""
    return st.recursive(terms() if leaf is None else leaf, _larger, max_leaves=8)


REACHES = st.one_of(
    st.none(), st.sampled_from([PASSAGE, TURN, DOCUMENT]), st.builds(lambda n: Reach(words=n), st.integers(1, 99))
)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Any question, the empty one too."""
    return Question(draw(st.one_of(st.none(), trees())), draw(REACHES))


# Of the study that `question_study` makes.
LEAVES = st.one_of(
    st.builds(
        lambda index, own: Term("code", index, "", own),
        st.sampled_from(["1.1", "1.2", "2.1"]),
        st.sampled_from(["", "="]),
    ),
    st.builds(lambda index: Term("under", index), st.sampled_from(["1.2", "2.1"])),
    st.builds(lambda words: Term("text", words), st.sampled_from(["rain", "rain*", "bus", "it", "nobody"])),
    st.just(Term("kind", "interview")),
    st.builds(lambda who: Term("who", who), st.sampled_from(["P03", "P05"])),
    st.builds(lambda who: Term("coder", who), st.sampled_from(["Ana", "Bem"])),
    st.just(Term("attr", "", "age", "!=")),
    st.just(Term("against", "yes")),
    st.just(Term("kept", "yes")),
)


def named(node: Node) -> Node:
    """A tree whose pairs are of codes and words that the study has."""
    if isinstance(node, (And, Or)):
        return type(node)(tuple(map(named, node.parts)))
    if isinstance(node, Not):
        return Not(named(node.part))
    if isinstance(node, Near):
        return Near(named(node.left), named(node.right), node.within)
    assert isinstance(node, Term)
    if node.field == "code" and node.value not in BELOW:
        return Term("code", sorted(BELOW)[len(node.value) % len(BELOW)])
    if node.field == "text" and node.value.rstrip("*") not in ("rain", "bus", "it", "nobody"):
        return Term("text", ["rain*", "bus", "it", "the"][len(node.value) % 4])
    return node
