"""A study whose quotes are checked, and a sheet of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.project.project import Project
from tests.exports.sheets.checking_study import Study, edited, group_study, of_an_earlier_version


@pytest.fixture
def study(project: Project, bring_in: Callable[..., str]) -> Study:
    return group_study(project, bring_in)


@pytest.fixture(params=["with its code", "of an earlier version"])
def sheet(request: pytest.FixtureRequest, study: Study, tmp_path: Path) -> Path:
    """The sheet of P01, and one as it was written before sheets had a code beside “Signed”."""
    path = study.written(tmp_path)["P01"]
    if request.param != "with its code":
        edited(path, of_an_earlier_version)
    return path
