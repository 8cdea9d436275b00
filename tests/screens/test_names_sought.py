"""Names are looked for in the texts from the list of names; without the list its words are hidden all the same."""

from __future__ import annotations

from pathlib import Path

from qualcode.participants.names import Name
from qualcode.project.key_file import key_path
from qualcode.project.project import Project
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.names_kept import look_for_names, manage_names
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.pseudonyms import NameForm, NamePreview
from qualcode.tui.screens.questions import Choose, ProblemScreen, YesNo
from tests.screens.shown_study import Shown, make_study, shown, transcript

SAID = (
    ("Interviewer", "Who told you?"),
    ("P03", "I met Mary Quarrington in Ambleford. Then Dr Patel, and that was all."),
)


def study(folder: Path, *names: Name) -> Path:
    path = make_study(folder, [transcript(SAID)])
    if names:
        with Project.open(path, back_up=False) as project:
            project.keep_names(names)
    return path


def place(seen: Shown) -> Place:
    screen = seen.app.screen
    assert isinstance(screen, Place)
    return screen


async def test_what_looks_like_a_name_is_offered_hidden_or_said_to_be_none(tmp_path: Path) -> None:
    async with shown(study(tmp_path)) as seen:
        await seen.open_first()
        here = place(seen)
        here.run_worker(look_for_names(here, here.shell))
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        assert "3 that may be names" in seen.text
        assert "person · a title stands before it · 1 place" in seen.text
        await seen.press("enter")
        await seen.until(lambda: "“Patel”" in seen.text)
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, NameForm))
        await seen.press(*"Zed", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, NamePreview))
        await seen.press("enter")
        await seen.until(lambda: "2 that may be names" in seen.text)
        await seen.press("down", "enter")
        await seen.until(lambda: "“Ambleford”" in seen.text)
        await seen.press("down", "enter")
        await seen.until(lambda: "1 that may be names" in seen.text)
        assert "Ambleford" not in seen.text.partition("that may be names")[2].partition("place")[0]
        await seen.press("escape")
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen) and "Dr Zed" in seen.text)
        assert "Ambleford" in seen.text


async def test_where_nothing_looks_like_a_name_it_is_said(tmp_path: Path) -> None:
    names = [Name(one, f"Z{one[0]}") for one in ("Mary Quarrington", "Ambleford", "Patel")]
    async with shown(study(tmp_path, *names)) as seen:
        here = place(seen)
        here.run_worker(look_for_names(here, here.shell))
        await seen.until(lambda: any("Nothing in the texts looks like a name" in toast for toast in seen.toasts))


async def test_without_the_list_replacements_stand_on_the_screen_and_the_first_line_says_why(tmp_path: Path) -> None:
    path = study(tmp_path, Name("Mary Quarrington", "Anna Lee"), Name("Ambleford", "[town]"))
    with Project.open(path, back_up=False) as project:
        key_path(project.study_id).unlink()
    async with shown(path) as seen:
        assert "saved · no list of names" in seen.text
        await seen.until(lambda: any("What stands for its names is shown all the same" in t for t in seen.toasts))
        await seen.open_first()
        assert "I met Anna Lee in [town]." in seen.text
        assert "Quarrington" not in seen.text
        here = place(seen)
        here.run_worker(manage_names(here, here.shell))
        await seen.until(lambda: isinstance(seen.app.screen, YesNo))
        assert "A new one would be written over it" in " ".join(seen.text.split())
        await seen.press("escape")
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen))
        await seen.press("P")
        await seen.until(lambda: isinstance(seen.app.screen, ProblemScreen))


async def test_erasing_that_was_not_finished_is_said_when_the_study_opens(tmp_path: Path) -> None:
    path = study(tmp_path)
    with Project.open(path, back_up=False) as project:
        (person,) = project.conn.execute("SELECT id FROM participant").fetchone()
        project.set_setting("erasing", person)
    async with shown(path) as seen:
        await seen.until(lambda: isinstance(seen.app.screen, ProblemScreen))
        assert "Erasing P03 was begun and not finished." in seen.text
