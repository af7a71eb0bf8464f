"""Runs the program as a user does, in a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def start(arguments: list[str], folder: Path, program: str = "sim", /, **environment: str) -> subprocess.Popen[str]:
    """Start office-sim in a folder; a session of its own, so that a test can kill all of it."""
    return subprocess.Popen(
        [sys.executable, "-m", program, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait; return exit code, standard output and standard error."""
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def run(arguments: list[str], folder: Path, **environment: str) -> tuple[int, str, str]:
    """Run to the end."""
    return finish(start(arguments, folder, **environment))


def results_of(output: str, folder: Path) -> Path:
    """The results folder that the last line names."""
    last = output.strip().splitlines()[-1]
    assert last.startswith("results: "), output
    return folder / last.removeprefix("results: ")


def table_hashes(results: Path) -> dict[str, str]:
    """SHA-256 of every table."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted((results / "tables").glob("*.parquet"))}


def manifest(results: Path) -> dict[str, object]:
    """The manifest of a results folder."""
    return json.loads((results / "manifest.json").read_text(encoding="utf-8"))
