"""What is installed is what is here: every module, the sample, and a demo that runs from it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked."""
    pytest.importorskip("hatchling")
    place = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = place.glob("*.whl")
    with zipfile.ZipFile(built) as package:
        package.extractall(place / "unpacked")
    return place / "unpacked"


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def test_the_wheel_holds_every_module_and_the_sample(wheel: Path) -> None:
    inside = files(wheel / "qualcode")
    here = files(ROOT / "qualcode")
    shipped = {f"sample/{name}/{file}" for name in ("transcripts", "codebooks") for file in files(ROOT / name)}
    assert inside == here | shipped
    assert {"exports/gather.py", "transcripts/splices.py", "codebooks/code.py"} <= inside
    tracked = subprocess.run(
        ["git", "ls-files", "qualcode"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    assert {path.removeprefix("qualcode/") for path in tracked if (ROOT / path).exists()} <= inside


def test_the_demo_runs_from_the_wheel_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(wheel)}
    empty = tmp_path / "empty"
    empty.mkdir()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "qualcode", "demo", "--no-open"],
        cwd=empty, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (empty / "qualcode-demo" / "exports" / "peer-support-themed-excerpts.docx").is_file()
    where = subprocess.run(
        [sys.executable, "-P", "-c", "import qualcode.sample as s; print(s.__file__, s.folder())"],
        cwd=empty, env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert where.count(str(wheel)) == 2, "the program and the sample come from the wheel, not from the checkout"
    sound = subprocess.run(
        [sys.executable, "-P", "-m", "qualcode", "doctor", "--study", "qualcode-demo"],
        cwd=empty, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "The study is sound." in sound.stdout


def test_an_installed_program_lets_nobody_write_into_it(wheel: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "qualcode", "demo", str(wheel / "qualcode" / "sample"), "--no-open"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(wheel)},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "own folders" in done.stderr
