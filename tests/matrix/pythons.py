"""Finds the Pythons of this machine and gives each an environment with the libraries of requirements.txt."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from tests.matrix.cells import ROOT

VERSIONS = ("3.11", "3.12", "3.13")


def found() -> dict[str, Path]:
    """Return an interpreter of each version that is on the path or kept by pyenv."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    pythons = {}
    for version in VERSIONS:
        candidates = [*sorted(pyenv.glob(f"{version}.*/bin/python")), shutil.which(f"python{version}")]
        for one in filter(None, candidates):
            if _version_of(Path(one)).startswith(f"{version}."):
                pythons[version] = Path(one)
                break
    return pythons


def environment(python: Path, place: Path) -> Path:
    """Make an environment with the program's libraries in the versions of requirements.txt; return its interpreter."""
    uv = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
    subprocess.run([uv, "venv", "--quiet", "--python", str(python), str(place)], check=True, capture_output=True)
    inside = place / "bin" / "python"
    libraries = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--python", str(inside), "-c", str(ROOT / "requirements.txt"), *libraries],
        check=True,
        capture_output=True,
    )
    return inside


def unpacked_wheel(place: Path) -> Path:
    """Build the wheel from this checkout and unpack it."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place / "built")],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = (place / "built").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(place / "wheel")
    return place / "wheel"


def _version_of(python: Path) -> str:
    done = subprocess.run([str(python), "--version"], capture_output=True, text=True, check=False)
    return done.stdout.removeprefix("Python ").strip()
