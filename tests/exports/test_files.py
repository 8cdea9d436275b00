from __future__ import annotations

import ntpath
import sys
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exports.files import file_name, put
from qualcode.problem import Problem


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "report.docx"
    put(b"first", path)
    assert put(b"second", path).paths == (path,)
    assert path.read_bytes() == b"second"
    assert list(path.parent.iterdir()) == [path]


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
    assert written.paths == (tmp_path / "report (2).docx",)
    assert written.sentences == ("“report.docx” is open in another program, so this was saved as “report (2).docx”.",)
    assert put(b"newer", path).paths == (tmp_path / "report (3).docx",)


def test_a_write_protected_report_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"final")
    path.chmod(0o444)
    assert put(b"new", path).paths == (tmp_path / "report (2).docx",)
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
