"""Settings of this machine, and what it remembers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from qualcode import settings
from qualcode.cli import commands
from qualcode.problem import Problem
from qualcode.settings import Settings


def write(text: str) -> None:
    settings.config_folder().mkdir(parents=True, exist_ok=True)
    (settings.config_folder() / "settings.toml").write_text(text, encoding="utf-8")


def test_what_is_saved_is_loaded_again() -> None:
    assert settings.load() == Settings()
    chosen = Settings(theme="qualcode-light", lanes=8, keys={"code": "c", "go on": "ctrl+g"})
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
        ('theme = "mauve"', "one of qualcode-dark, qualcode-light"),
        ("hints = 1", "What fits is yes or no"),
        ("keys = 3", "“keys” has a value that does not fit"),
        ("[keys]\n'coding.code' = 3", "“keys” has a value that does not fit"),
    ],
)
def test_a_setting_that_does_not_fit_says_which_and_where(text: str, sentence: str) -> None:
    write(text)
    with pytest.raises(Problem, match=sentence) as told:
        settings.load()
    assert "settings.toml" in told.value.detail
    assert told.value.remedy
    assert settings.load_what_fits()[0] == Settings()


def test_settings_of_a_newer_program_are_left_alone() -> None:
    write('something_new = 3\ntheme = "nord"\n')
    assert settings.load() == Settings(theme="nord")


def test_what_fits_is_taken_up_though_something_else_in_the_file_does_not() -> None:
    write('lanes = 9\ntheme = "nord"\n[keys]\n"coding.code" = "f6"\n')
    found, problems = settings.load_what_fits()
    assert found == Settings(theme="nord", keys={"coding.code": "f6"})
    assert len(problems) == 1


def test_setting_one_thing_leaves_the_other_lines_of_the_file_as_they_are() -> None:
    before = '# mine\nlanes = 4  # few\nsomething_new = [\n  1,\n]\n\n[keys]\n"coding.code" = "f6"\n'
    write(before)
    assert settings.put("lanes", 8) == Settings(lanes=8, keys={"coding.code": "f6"})
    assert settings.settings_file().read_text(encoding="utf-8") == before.replace("4  # few", "8")
    assert settings.put("theme", "nord").theme == "nord"
    assert settings.load() == Settings(theme="nord", lanes=8, keys={"coding.code": "f6"})
    assert "something_new = [\n  1,\n]" in settings.settings_file().read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["lanes = [", 'theme = """\nnord"""\n', "\x00"])
def test_a_file_that_cannot_be_changed_safely_is_left_as_it_is(text: str) -> None:
    write(text)
    with pytest.raises(Problem):
        settings.put("theme", "nord")
    assert settings.settings_file().read_text(encoding="utf-8") == text


@pytest.mark.parametrize("one", settings.SCHEMA, ids=lambda one: one.name)
def test_each_setting_has_a_sentence_and_reads_back_what_it_shows(one: settings.Setting) -> None:
    assert one.help.endswith(".") and one.title and one.fits(one.default)
    assert one.read(one.shown(Settings())) == one.default
    assert settings.setting(one.name.upper().replace("_", "-")) is one
    for words in ("", "mauve", "-1", "1000"):
        with pytest.raises(Problem, match="does not fit"):
            one.read(words)


def test_the_command_lists_settings_with_what_fits_and_sets_one() -> None:
    runner = CliRunner()
    listed = runner.invoke(commands, ["settings"]).output
    assert "lanes = 6" in listed and "a whole number from 2 to 8" in listed
    assert runner.invoke(commands, ["settings", "set", "reduced-motion", "yes"]).output == "Less motion: yes.\n"
    assert settings.load() == Settings(reduced_motion=True)
    assert runner.invoke(commands, ["settings", "path"]).output.strip() == str(settings.settings_file())
    refused = runner.invoke(commands, ["settings", "set", "lanes", "many"]).exception
    assert isinstance(refused, Problem) and refused.detail == "What fits is a whole number from 2 to 8."


def test_a_setting_that_cannot_be_kept_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path / "file" / "below"))
    with pytest.raises(Problem):
        settings.put("lanes", 4)


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
