"""What is chosen of a kind of document in Export: how it is kept, and where its files go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exports.files import Written
from qualcode.exports.recognised import Recognised
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import NO_NAMES
from qualcode.tui.screens.export_choices import Asked
from qualcode.tui.screens.export_kind import ExportKind, Going, Output, Picked
from qualcode.tui.screens.export_kinds import KINDS, LISTED
from qualcode.tui.screens.export_making import Preview

VALUES = st.lists(st.text(min_size=1), min_size=1, max_size=3).map(tuple)
PICKED = st.builds(
    Picked,
    st.dictionaries(st.text(), VALUES, max_size=3),
    st.frozensets(st.sampled_from([".docx", ".md"])),
    st.text(),
)


@given(st.sampled_from(["", *KINDS]), st.dictionaries(st.sampled_from(list(KINDS)), PICKED))
def test_kept_choices_of_a_kind_come_back_as_they_were(other: str, picked: dict[str, Picked]) -> None:
    asked = Asked(other=other, picked=picked)
    assert Asked.from_json(asked.as_json()) == asked


@pytest.mark.parametrize(
    "kept", ['{"picked": {"transcripts": 3}}', '{"picked": [1]}', '{"picked": {"transcripts": {"chosen": {"a": 1}}}}']
)
def test_kept_choices_of_a_kind_that_are_not_understood_give_the_usual_ones(kept: str) -> None:
    assert Asked.from_json(kept) == Asked()
    assert Asked.from_json(json.dumps({"other": "posters"})).what == "excerpts"


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@pytest.mark.parametrize("where", ["", "brief", "out/brief.md", "/tmp/elsewhere/brief"])
def test_every_kind_knows_where_its_files_go(kind: ExportKind, where: str) -> None:
    study = Path("/studies/peer/peer.qualcode")
    going = Going(Audience.OUTSIDE, "", (Output("A", _never), Output("B", _never)) if kind.in_folder else ())
    picked = Picked(suffixes=frozenset(kind.formats), where=where)
    if kind.name == "quotes" and not where:
        return  # named after its page
    paths = kind.paths(going, picked, study, NO_NAMES, Audience.OUTSIDE)
    assert all(len(each) == len(kind.formats) for each in paths) and paths
    every = [path for each in paths for path in each]
    assert len(set(every)) == len(every)
    folder = Path("/studies/peer/exports") if not where or (where == "brief" and not kind.in_folder) else None
    assert all(path.is_absolute() and (folder is None or path.parent == folder) for path in every)


def _never(path: Path, template: Path | None) -> Written:
    raise AssertionError("nothing is written here")


def test_a_preview_says_at_its_end_what_more_there_is() -> None:
    going = Going(Audience.TEAM, "9 transcripts", (), goes_on="4 more transcripts, not shown here.")
    assert [one.words for one in Preview(going, [], Recognised()).page(60)] == ["", going.goes_on]


def test_a_kind_is_called_by_one_name_everywhere() -> None:
    names = [name for name, _ in LISTED]
    assert len(set(names)) == len(names)
    assert all(kind.label and kind.words.endswith(".") and ".docx" in kind.formats for kind in KINDS.values())
