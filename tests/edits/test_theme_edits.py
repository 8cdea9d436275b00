"""Themes gather what supports a claim and what goes against it; each deed is one undo and nothing is ever lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.documents import open_document
from qualcode.analysis.themes import Theme, ThemeState, theme, theme_history, theme_reach, themes
from qualcode.edits.codings import MarkAgainst, RemoveCoding
from qualcode.edits.merging import MergeCodes
from qualcode.edits.quotes import DropQuote, KeepQuote
from qualcode.edits.themes import (
    BringBackTheme,
    ChangeTheme,
    DropTheme,
    Gather,
    MergeThemes,
    NewTheme,
    OrderGathered,
    OrderThemes,
    SplitTheme,
    TakeOut,
    Thing,
)
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.project import Project
from tests.conftest import span_of
from tests.living import living

Codes = dict[str, str]
SLEEP = "I sleep. That’s the short of it."
CARD = "It was a card on the board"


def begun(project: Project, claim: str = "A peer comes by chance.") -> str:
    new = NewTheme(claim)
    project.make(new)
    return new.id


def sides(one: Theme) -> tuple[list[str], list[str]]:
    return [held.shown for held in one.supporting], [held.shown for held in one.opposing]


def test_a_theme_gathers_codes_excerpts_and_kept_passages_for_and_against(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    sleep = code_it(document, SLEEP, "3.1.1")
    opened = open_document(project.conn, document)
    assert opened is not None
    kept = KeepQuote(document, span_of(opened.text, "So I sent myself."))
    project.make(kept)
    theme_id = begun(project)
    made = project.make(Gather(theme_id, [Thing("code", codes["1.1"]), Thing("quote", kept.id)]))
    assert made.label == "1 code and 1 kept passage gathered under the theme “A peer comes by chance.”"
    project.make(Gather(theme_id, [Thing("coding", sleep)], against=True))
    one = theme(project.conn, theme_id)
    assert sides(one) == (["1.1 Knowing what exists", "So I sent myself."], [SLEEP])
    assert (len(one.support), len(one.against), one.on_both_sides) == (2, 1, ())
    supporting, opposing = theme_reach(project.conn, one)
    assert supporting.parts[0].sentence == "1 of 1 participant, in 1 of 1 interview; 2 excerpts."
    assert opposing.parts[0].excerpts == 1


def test_a_passage_counts_once_however_often_it_was_gathered(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    sleep = code_it(document, SLEEP, "3.1.1")
    code_it(document, SLEEP, "3.1")
    theme_id = begun(project)
    things = [Thing("code", codes["3"]), Thing("code", codes["3.1"]), Thing("coding", sleep)]
    project.make(Gather(theme_id, things))
    one = theme(project.conn, theme_id)
    assert [len(held.excerpts) for held in one.supporting] == [1, 1, 1]
    assert len(one.support) == 1


def test_what_goes_against_a_supporting_code_goes_against_the_theme(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    card, sleep = code_it(document, CARD, "1.1"), code_it(document, SLEEP, "1.1")
    project.make(MarkAgainst(sleep, True))
    theme_id = begun(project)
    project.make(Gather(theme_id, [Thing("code", codes["1.1"])]))
    one = theme(project.conn, theme_id)
    assert [e.coding_ids for e in one.support] == [(card,)]
    assert [e.coding_ids for e in one.against] == [(sleep,)]
    project.make(Gather(theme_id, [Thing("coding", sleep)]))
    assert len(theme(project.conn, theme_id).on_both_sides) == 1


def test_gathering_again_changes_sides_and_keeps_one_link(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    theme_id = begun(project)
    thing = Thing("code", codes["1.1"])
    project.make(Gather(theme_id, [thing]))
    project.make(Gather(theme_id, [thing], against=True))
    assert sides(theme(project.conn, theme_id)) == ([], ["1.1 Knowing what exists"])
    made = project.make(TakeOut(theme_id, [thing]))
    assert made.label == "1 code taken out of the theme “A peer comes by chance.”"
    with pytest.raises(Problem, match="not in the theme"):
        project.make(TakeOut(theme_id, [thing]))
    project.make(Gather(theme_id, [thing]))
    assert sides(theme(project.conn, theme_id)) == (["1.1 Knowing what exists"], [])


def test_a_theme_needs_a_claim_and_gathers_only_what_is_there(project: Project, codes: Codes) -> None:
    with pytest.raises(Problem, match="needs a claim"):
        project.make(NewTheme("  "))
    theme_id = begun(project)
    with pytest.raises(Problem, match="code is no longer"):
        project.make(Gather(theme_id, [Thing("code", "gone")]))
    with pytest.raises(Problem, match="cannot gather"):
        project.make(Gather(theme_id, [Thing("memo", codes["1"])]))
    with pytest.raises(Problem, match="no longer there"):
        project.make(ChangeTheme("gone", "Other"))
    with pytest.raises(Problem, match="no longer there"):
        theme(project.conn, "gone")


def test_a_theme_splits_and_one_undo_makes_it_whole(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    theme_id = begun(project)
    things = [Thing("code", codes[index]) for index in ("1.1", "1.2", "3.1")]
    project.make(Gather(theme_id, things[:2]))
    project.make(Gather(theme_id, things[2:], against=True))
    before = living(project.conn)
    new = NewTheme("Some come by a friend.")
    made = project.make(SplitTheme(theme_id, [new], {things[1]: new.id, things[2]: new.id}))
    assert made.label == "The theme “A peer comes by chance.” split"
    assert sides(theme(project.conn, theme_id)) == (["1.1 Knowing what exists"], [])
    part = theme(project.conn, new.id)
    assert (sides(part), part.split_from) == ((["1.2 Routes in"], ["3.1 Benefit"]), theme_id)
    project.undo()
    assert living(project.conn) == before
    with pytest.raises(Problem, match="No new theme"):
        project.make(SplitTheme(theme_id, [], {}))


def test_themes_merge_with_their_notes_and_one_undo_takes_them_apart(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    first, second = begun(project), begun(project, "A peer comes by a friend.")
    project.make(ChangeTheme(first, note="Cards, posters."))
    project.make(ChangeTheme(second, note="Sisters."))
    shared = Thing("code", codes["1.1"])
    project.make(Gather(first, [shared]))
    project.make(Gather(second, [shared, Thing("code", codes["1.2"])], against=True))
    before = living(project.conn)
    made = project.make(MergeThemes(first, [second], "A peer comes by chance or by a friend."))
    assert made.label == (
        "“A peer comes by a friend.” merged into the theme “A peer comes by chance or by a friend.”"
    )
    one, other = themes(project.conn)
    assert sides(one) == (["1.1 Knowing what exists"], ["1.2 Routes in"])
    assert one.note == "Cards, posters.\n\nSisters."
    assert (other.state, other.merged_into, other.claim) == (ThemeState.MERGED, first, "A peer comes by a friend.")
    with pytest.raises(Problem, match="was merged"):
        project.make(Gather(second, [shared]))
    project.undo()
    assert living(project.conn) == before
    with pytest.raises(Problem, match="Nothing to merge"):
        project.make(MergeThemes(first, [first]))


def test_a_dropped_theme_is_kept_and_comes_back_with_all_it_gathered(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    theme_id = begun(project)
    project.make(Gather(theme_id, [Thing("code", codes["1.1"])]))
    assert project.make(DropTheme(theme_id)).label == "The theme “A peer comes by chance.” dropped"
    assert theme(project.conn, theme_id).state is ThemeState.DROPPED
    assert sides(theme(project.conn, theme_id)) == (["1.1 Knowing what exists"], [])
    project.make(BringBackTheme(theme_id))
    assert theme(project.conn, theme_id).state is ThemeState.MAKING
    with pytest.raises(Problem, match="already"):
        project.make(BringBackTheme(theme_id))


def test_themes_and_what_they_gather_stand_in_the_order_given(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    first, second = begun(project), begun(project, "Another.")
    project.make(OrderThemes([second, first]))
    assert [one.id for one in themes(project.conn)] == [second, first]
    things = [Thing("code", codes["1.1"]), Thing("code", codes["1.2"])]
    project.make(Gather(first, things))
    project.make(OrderGathered(first, things[::-1]))
    assert sides(theme(project.conn, first))[0] == ["1.2 Routes in", "1.1 Knowing what exists"]


def test_a_merged_code_is_followed_and_what_is_gone_says_so(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    sleep = code_it(document, SLEEP, "3.1.1")
    opened = open_document(project.conn, document)
    assert opened is not None
    kept = KeepQuote(document, span_of(opened.text, CARD))
    project.make(kept)
    theme_id = begun(project)
    project.make(Gather(theme_id, [Thing("code", codes["1.2"]), Thing("coding", sleep), Thing("quote", kept.id)]))
    project.make(MergeCodes(codes["1.1"], [codes["1.2"]]))
    project.make(RemoveCoding(sleep))
    project.make(DropQuote(kept.id))
    one = theme(project.conn, theme_id)
    assert [(held.shown, held.gone) for held in one.supporting] == [
        ("1.1 Knowing what exists", False),
        ("(no longer in the study)", True),
        ("(no longer in the study)", True),
    ]
    assert one.support == ()


def test_a_themes_history_tells_every_deed_newest_first(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    theme_id = begun(project)
    project.make(Gather(theme_id, [Thing("code", codes["1.1"])]))
    project.undo()
    project.make(ChangeTheme(theme_id, claim="A peer comes by luck."))
    assert [(deed.coder, deed.label) for deed in theme_history(project.conn, theme_id)] == [
        ("Ana", "Claim of the theme “A peer comes by luck.”"),
        ("Ana", "Undid: 1 code gathered under the theme “A peer comes by chance.”"),
        ("Ana", "1 code gathered under the theme “A peer comes by chance.”"),
        ("Ana", "New theme “A peer comes by chance.”"),
    ]


def test_a_new_theme_in_use_since_is_not_undone_alone(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    new = project.make(NewTheme("A claim."))
    theme_id = new.changes[0].row_id
    project.sign_in("Bem")
    project.make(Gather(theme_id, [Thing("code", codes["1.1"])]))
    project.sign_in("Ana")
    with pytest.raises(Problem, match="in use since"):
        project.undo()


def test_names_of_the_list_stand_in_no_theme(project: Project) -> None:
    theme_id = begun(project, "Marisol knew.")
    project.make(ChangeTheme(theme_id, note="Ask Marisol."))
    project.keep_names([Name("Marisol", "a friend")])
    one = theme(project.conn, theme_id)
    assert (one.claim, one.note) == ("a friend knew.", "Ask a friend.")
