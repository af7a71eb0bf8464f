"""Runs studies of the small groups in this process and keeps what anybody may read of them."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from sim.__main__ import main
from sim.config import load
from tests.privacy.published import published
from tests.privacy.reading import Reader

SCENARIO = Path(__file__).parent / "small_groups.yaml"
_SHORT = ("run=quick", "run.replications=2", "run.weeks=13", "run.workers=1")
_LAST_TEAM = "    T6: "


class Publisher:
    """Publishes studies of the scenario, or of a variant of it with one team more, into one results folder."""

    def __init__(self, folder: Path, team: str = "") -> None:
        text = SCENARIO.read_text(encoding="utf-8")
        self._results = folder / "results"
        self.scenario = folder / "variant.yaml"
        self.scenario.write_text(text.replace(_LAST_TEAM, f"    T7: {team}\n{_LAST_TEAM}") if team else text)

    def reader(self, changed_site: str = "") -> Reader:
        """Return one who knows who sits where, and at which site of a variant nothing is as it was."""
        return Reader(load(str(self.scenario), _SHORT).scenario, changed_site)

    def publish(self, study: str, *more: str):
        """Run a study; return its published tables and words."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            assert (
                main([f"scenario={self.scenario}", f"study={study}", f"results_dir={self._results}", *_SHORT, *more])
                == 0
            )
        place = re.findall(r"^results: (.*)$", said.getvalue(), re.MULTILINE)[-1]
        return published(Path(place), said.getvalue().partition("results: ")[0])
