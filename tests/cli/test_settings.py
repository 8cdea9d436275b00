"""Settings of this machine, and what it remembers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualcode import settings
from qualcode.problem import Problem
from qualcode.settings import Settings


def write(text: str) -> None:
    settings.config_folder().mkdir(parents=True, exist_ok=True)
    (settings.config_folder() / "settings.toml").write_text(text, encoding="utf-8")


def test_what_is_saved_is_loaded_again() -> None:
    assert settings.load() == Settings()
    chosen = Settings(theme="a “curly” theme", lanes=8, keys={"code": "c", "go on": "ctrl+g"})
    settings.save(chosen)
    assert settings.load() == chosen


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("lanes = [", "cannot be read"),
        ('lanes = "six"', "“lanes” has a value that does not fit"),
        ("lanes = true", "“lanes” has a value that does not fit"),
        ("lanes = 9", "2 to 8"),
        ("theme = 3", "“theme” has a value that does not fit"),
    ],
)
def test_a_setting_that_does_not_fit_says_which_and_where(text: str, sentence: str) -> None:
    write(text)
    with pytest.raises(Problem, match=sentence) as told:
        settings.load()
    assert "settings.toml" in told.value.detail
    assert told.value.remedy


def test_settings_of_a_newer_program_are_left_alone() -> None:
    write('something_new = 3\ntheme = "light"\n')
    assert settings.load() == Settings(theme="light")


def test_who_codes_is_remembered_for_each_study_and_the_latest_studies_come_first(tmp_path: Path) -> None:
    settings.remember_coder("one", "Ana")
    settings.remember_coder("two", "Bem")
    for number in (*range(12), 5):
        settings.remember_study(tmp_path / f"{number}.qualcode")
    held = settings.remembered()
    assert held.coders == {"one": "Ana", "two": "Bem"}
    assert [Path(path).stem for path in held.recent] == ["5", "11", "10", "9", "8", "7", "6", "4"]


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"coders": 3}', b'{"recent": null}', b"\xff\xfe{", b'"x"'])
def test_a_damaged_memory_is_an_empty_one(content: bytes) -> None:
    settings.config_folder().mkdir(parents=True)
    (settings.config_folder() / "remembered.json").write_bytes(content)
    assert settings.remembered() == settings.Remembered()
    settings.remember_coder("one", "Ana")
    assert settings.remembered().coders == {"one": "Ana"}


@pytest.mark.skipif(os.name == "nt", reason="paths are text on Windows")
def test_a_path_that_is_no_text_is_remembered_too() -> None:
    settings.remember_study(Path("/caf\udce9/study.qualcode"))
    assert settings.remembered().recent == ("/caf\udce9/study.qualcode",)


def test_a_folder_that_cannot_be_written_to_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path / "file" / "below"))
    settings.remember_coder("one", "Ana")
    assert settings.remembered().coders == {}
