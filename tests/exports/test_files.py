from __future__ import annotations

import json
import ntpath
import sys
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import settings
from qualcode.exports.files import Place, Written, file_name, files_of, place_of, put
from qualcode.problem import Problem

CHANGED = "“finding-quotes.docx” was changed since it was written, so this is “finding-quotes 2.docx”."
OTHER = "“a-b-quotes.docx” holds something else, so this is “a-b-quotes 2.docx”."


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "report.docx"
    put(b"first", path)
    assert put(b"second", path).paths == (path,)
    assert path.read_bytes() == b"second"
    assert list(path.parent.iterdir()) == [path]


def test_what_somebody_wrote_on_since_is_left_and_the_new_file_lies_beside_it(tmp_path: Path) -> None:
    path, beside = tmp_path / "finding-quotes.docx", tmp_path / "finding-quotes 2.docx"
    put(b"quotes", path)
    path.write_bytes(b"quotes and my essay")
    assert place_of(path) == Place(beside, False, (CHANGED,))
    assert put(b"newer quotes", path) == Written((beside,), (CHANGED,))
    assert path.read_bytes() == b"quotes and my essay" and beside.read_bytes() == b"newer quotes"


def test_the_file_beside_is_itself_replaced_until_somebody_writes_on_it_too(tmp_path: Path) -> None:
    path, beside = tmp_path / "finding-quotes.docx", tmp_path / "finding-quotes 2.docx"
    path.write_bytes(b"my essay")
    put(b"first", path)
    assert place_of(path).is_over
    assert put(b"second", path).paths == (beside,) and beside.read_bytes() == b"second"
    beside.write_bytes(b"second and more")
    assert put(b"third", path).paths == (tmp_path / "finding-quotes 3.docx",)
    assert beside.read_bytes() == b"second and more"


def test_another_file_that_happens_to_have_the_number_is_left_too(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    put(b"of other readers", tmp_path / "report 2.docx")
    path.write_bytes(b"mine")
    assert put(b"new", path).paths == (tmp_path / "report 3.docx",)
    assert (tmp_path / "report 2.docx").read_bytes() == b"of other readers"


def test_a_file_of_unknown_origin_is_left_unless_it_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"whose?")
    assert put(b"whose?", path).paths == (path,)
    path.write_bytes(b"mine")
    (tmp_path / "other.docx").write_bytes(b"mine")
    written = put(b"new", tmp_path / "other.docx")
    assert written.sentences == ("“other.docx” was there already, so this is “other 2.docx”.",)


@pytest.mark.parametrize("damage", [None, b"", b"{", b"[1]", b'{"a": 1}', b"\xff", b"[" * 100_000])
def test_without_a_sound_record_nothing_is_written_over(tmp_path: Path, damage: bytes | None) -> None:
    path, record = tmp_path / "report.docx", settings.config_folder() / "written.json"
    put(b"first", path)
    record.unlink() if damage is None else record.write_bytes(damage)
    assert put(b"second", path).paths == (tmp_path / "report 2.docx",)
    assert path.read_bytes() == b"first"
    assert put(b"third", path).paths == (tmp_path / "report 2.docx",)  # the record is whole again


def test_the_record_tells_no_names_and_forgets_what_was_written_long_ago(tmp_path: Path) -> None:
    for number in range(501):
        settings.remember_written([f"{number}"], f"{number}")
    assert (settings.last_written("0"), settings.last_written("1"), settings.last_written("500")) == ("", "1", "500")
    put(b"words", tmp_path / "Quarrington.docx")
    record = (settings.config_folder() / "written.json").read_text("utf-8")
    assert "Quarrington" not in record and "words" not in record
    assert len(json.loads(record)) == 500


def test_where_the_record_cannot_be_kept_files_are_written_all_the_same(tmp_path: Path) -> None:
    settings.config_folder().write_bytes(b"a file in the way")
    path = tmp_path / "report.docx"
    assert put(b"first", path).paths == put(b"first", path).paths == (path,)
    assert put(b"second", path).paths == (tmp_path / "report 2.docx",)


def test_a_folder_reached_by_another_way_is_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(b"first", tmp_path / "exports" / "report.docx")
    (tmp_path / "there").symlink_to(tmp_path / "exports")
    assert not put(b"second", tmp_path / "there" / "report.docx").sentences
    monkeypatch.chdir(tmp_path)
    assert not put(b"third", Path("exports") / "report.docx").sentences


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_bytes(b"keep")
    link = tmp_path / "report.docx"
    link.symlink_to(precious)
    put(b"report", link)
    assert precious.read_bytes() == b"keep"
    assert not link.is_symlink() and link.read_bytes() == b"report"


@pytest.mark.parametrize("owner_file", ["~$report.docx", "~$port.docx", ".~lock.report.docx#"])
def test_a_report_open_elsewhere_is_left_alone_and_a_sentence_says_so(tmp_path: Path, owner_file: str) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"open")
    (tmp_path / owner_file).write_bytes(b"")
    written = put(b"new", path)
    assert path.read_bytes() == b"open"
    assert written.paths == (tmp_path / "report 2.docx",)
    assert written.sentences == ("“report.docx” is open in another program, so this is “report 2.docx”.",)


def test_a_write_protected_report_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"final")
    path.chmod(0o444)
    assert put(b"new", path).paths == (tmp_path / "report 2.docx",)
    assert path.read_bytes() == b"final"


def test_a_folder_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "report.docx").mkdir()
    written = put(b"new", tmp_path / "report.docx")
    assert "is a folder" in written.sentences[0]


def test_where_the_folder_is_a_file_a_sentence_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "exports").write_bytes(b"")
    with pytest.raises(Problem) as problem:
        put(b"new", tmp_path / "exports" / "report.docx")
    assert "Choose another folder." in str(problem.value)


@given(st.text(max_size=150))
def test_a_title_makes_a_file_name_every_system_accepts(title: str) -> None:
    name = file_name(title, ".docx")
    assert name.endswith(".docx") and len(name) <= 110
    assert not set(name) & set('<>:"/\\|?*') and not name.startswith((" ", "."))
    assert not _is_reserved(name)


def _is_reserved(name: str) -> bool:
    """Whether Windows keeps the name for a device."""
    if sys.version_info >= (3, 13):
        return ntpath.isreserved(name)
    return PureWindowsPath(name).is_reserved()


@pytest.mark.parametrize(
    ("title", "name"),
    [("Access: routes in/out?", "Access routes in out.docx"), ("con", "_con.docx"), (" . ", "report.docx")],
)
def test_file_names_read_like_their_titles(title: str, name: str) -> None:
    assert file_name(title, ".docx") == name


def test_what_is_of_something_else_is_left_and_each_finds_its_own_again(tmp_path: Path) -> None:
    path, beside = tmp_path / "a-b-quotes.docx", tmp_path / "a-b-quotes 2.docx"
    with files_of("one essay"):
        put(b"of one", path)
    with files_of("another essay"):
        assert put(b"of another", path) == Written((beside,), (OTHER,))
        assert put(b"of another, newer", path) == Written((beside,), (OTHER,))
    assert path.read_bytes() == b"of one"
    with files_of("one essay"):
        assert put(b"of one, newer", path) == Written((path,))
        assert put(b"of one, newer", beside).paths == (tmp_path / "a-b-quotes 2 2.docx",)
    assert place_of(path, "one essay").is_over and place_of(path).is_over
    assert place_of(path, "another essay").path == beside and place_of(path, "a third").path.name.endswith(" 3.docx")
    assert put(b"of nobody known", path).paths == (tmp_path / "a-b-quotes 3.docx",)
    assert beside.read_bytes() == b"of another, newer"


def test_what_is_of_something_else_stays_though_it_is_the_same_today(tmp_path: Path) -> None:
    with files_of("one essay"):
        put(b"no quotes yet", tmp_path / "quotes.docx")
    with files_of("another essay"):
        assert put(b"no quotes yet", tmp_path / "quotes.docx").paths == (tmp_path / "quotes 2.docx",)


def test_the_second_of_two_called_alike_replaces_its_own_when_it_is_written_alone(tmp_path: Path) -> None:
    path, numbered = tmp_path / "same name.docx", tmp_path / "same name 2.docx"
    for document, place in (("first", path), ("second", numbered)):
        with files_of(document):
            put(document.encode(), place)
    with files_of("second"):
        assert put(b"second, newer", path).paths == (numbered,)
    assert path.read_bytes() == b"first"
