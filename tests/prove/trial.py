"""One fault on trial: applied in a copy of the repository, tested there, and taken out again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.prove.fault import Fault

ROOT = Path(__file__).parents[2]

#: All that tests read; nothing compiled goes along, for an edit within the same second would not be noticed then.
_COPIED = ("sim", "conf", "scenarios", "tests", "docs", "pyproject.toml", "README.md", "Makefile", "LICENSE")

#: A test that fails with one of these met a typing mistake in the list of faults, and caught no fault of the model.
_CLUMSY = {"NameError", "UnboundLocalError", "AttributeError", "ImportError", "ModuleNotFoundError", "SyntaxError"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a fault was caught, by which test, what else there is to say, and how long it took."""

    caught: bool
    test: str
    remark: str
    seconds: float


class Copy:
    """A copy of the repository in which faults may be sown, with its own folder for temporary files."""

    def __init__(self, folder: Path) -> None:
        self.root, self._temporary = folder / "copy", folder / "tmp"
        self._temporary.mkdir(parents=True)
        self.root.mkdir()
        for name in _COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, self.root / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
            else:
                shutil.copy2(ROOT / name, self.root / name)

    def sim_file(self) -> str:
        """Say where a process started as the tests are finds `sim`."""
        command = [sys.executable, "-c", "import sim; print(sim.__file__)"]
        found = subprocess.run(
            command, cwd=self.root, env=self._environment(), check=True, capture_output=True, text=True
        ).stdout.strip()
        if self.root.resolve() not in Path(found).resolve().parents:
            raise SystemExit(f"the tests would import {found} and not the copy in {self.root}")
        return found

    def all_pass(self, tests: Sequence[str]) -> tuple[bool, str]:
        """Run tests without any fault; returns whether all pass, and the end of what pytest says."""
        done = self._pytest(tests, "sim", timeout=None)
        return done.returncode == 0, "\n".join(done.stdout.splitlines()[-30:])

    def trial(self, fault: Fault, timeout: float) -> Verdict:
        """Apply a fault, run its tests until one fails, and take the fault out again."""
        path = self.root / fault.file
        original = path.read_text(encoding="utf-8")
        begun = time.perf_counter()
        try:
            path.write_text(fault.applied_to(original), encoding="utf-8")
            caught, test, remark = self._outcome(fault, timeout)
        finally:
            path.write_text(original, encoding="utf-8")
        return Verdict(caught, test, remark, time.perf_counter() - begun)

    def _outcome(self, fault: Fault, timeout: float) -> tuple[bool, str, str]:
        module = fault.file.removesuffix(".py").replace("/", ".")
        try:
            done = self._pytest(fault.tests, module, timeout)
        except subprocess.TimeoutExpired:
            return True, self._witnessed().get("running", ""), f"by timeout: it had not ended after {timeout:g} s"
        seen = self._witnessed()
        if done.returncode == 0:
            return False, "", "all of its tests pass"
        if seen.get("phase") != "call":
            reason = " ".join((done.stdout + done.stderr).split())[-300:]
            return False, seen.get("failed", ""), f"no test could be called (exit code {done.returncode}): {reason}"
        if seen["error"] in _CLUMSY:
            return False, seen["failed"], f"the fault itself is broken: {seen['error']}"
        return True, seen["failed"], "" if seen["error"] in ("AssertionError", "Failed") else f"by {seen['error']}"

    def _pytest(self, tests: Sequence[str], module: str, timeout: float | None) -> subprocess.CompletedProcess[str]:
        self._witness.unlink(missing_ok=True)
        options = ("-x", "-q", "--no-cov", "--tb=short", "-p", "no:cacheprovider", "-p", "tests.prove.witness")
        return subprocess.run(
            [sys.executable, "-m", "pytest", *options, *tests],
            cwd=self.root,
            env=self._environment(PROVE_MODULE=module, PROVE_WITNESS=str(self._witness)),
            timeout=timeout,
            check=False,
            capture_output=True,
            text=True,
        )

    @property
    def _witness(self) -> Path:
        return self._temporary / "witness.json"

    def _witnessed(self) -> dict[str, str]:
        return json.loads(self._witness.read_text(encoding="utf-8")) if self._witness.exists() else {}

    def _environment(self, **more: str) -> dict[str, str]:
        """Return the environment of tests and of what they start: the copy comes before an installed `sim`."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
        return {
            **kept,
            "PYTHONPATH": str(self.root),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(self._temporary),
            **more,
        }
