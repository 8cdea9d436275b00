"""Copies kept beside a study: the last five openings, and one a day for a week."""

from __future__ import annotations

import os
import stat
from datetime import timedelta

import pytest

from qualcode.edits.clock import FixedClock
from qualcode.edits.study import ChangeStudy
from qualcode.project import backup
from qualcode.project.journal import differences
from qualcode.project.project import Project


def test_five_openings_and_one_a_day_for_a_week_are_kept(project: Project, clock: FixedClock) -> None:
    project.close()
    opened = []
    for number in range(60):
        clock.moment += timedelta(hours=5)
        opened.append(f"{clock.moment:%Y-%m-%dT%H%M%S}.qualcode")
        with Project.open(project.path, clock=clock) as again:
            again.sign_in("Ana")
            again.make(ChangeStudy({"question": f"Version {number}"}))
    kept = [copy.name for copy in backup.backups(project.path)]
    assert kept[:5] == opened[:-6:-1]
    week = [f"{clock.moment - timedelta(days=back):%Y-%m-%d}" for back in range(7)]
    newest_of_day = {max(name for name in opened if name.startswith(day)) for day in week}
    assert set(kept) == newest_of_day | set(opened[-5:])


def test_a_backup_is_a_whole_study_that_only_its_owner_may_read(project: Project, clock: FixedClock) -> None:
    project.make(ChangeStudy({"question": "Kept?"}))
    copy = project.back_up_if_changed()
    assert copy is not None
    if os.name != "nt":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with Project.open(copy, clock=clock, back_up=False) as opened:
        assert opened.conn.execute("SELECT question FROM study").fetchone() == ("Kept?",)
        assert differences(opened.conn) == []


def test_nothing_new_makes_no_backup(project: Project, clock: FixedClock) -> None:
    assert project.back_up_if_changed() is not None
    project.close()
    for _ in range(3):
        clock.moment += timedelta(hours=1)
        Project.open(project.path, clock=clock).close()
    assert len(backup.backups(project.path)) == 1


def test_a_backup_that_cannot_be_made_stops_nobody(project: Project) -> None:
    backup.folder(project.path).write_text("a file stands where the folder should", encoding="utf-8")
    assert project.back_up_if_changed() is None
    project.make(ChangeStudy({"question": "Still working?"}))


def test_other_files_in_the_folder_are_left_alone(project: Project, clock: FixedClock) -> None:
    folder = backup.folder(project.path)
    folder.mkdir()
    (folder / "kept by hand.qualcode").write_bytes(b"mine")
    for _ in range(8):
        clock.moment += timedelta(days=3)
        backup.back_up(project.conn, project.path, clock.now())
    assert (folder / "kept by hand.qualcode").read_bytes() == b"mine"
    assert len(backup.backups(project.path)) == 5


@pytest.mark.parametrize("place", ["Dropbox", "My OneDrive - Lab", "iCloud Drive"])
def test_a_study_in_a_synchronised_folder_is_warned_of(place: str) -> None:
    from pathlib import Path

    from qualcode.project.doctor import sync_warning

    assert "synchronised" in (sync_warning(Path("/home/ana") / place / "study.qualcode") or "")
    assert sync_warning(Path("/home/ana/studies/study.qualcode")) is None
