"""What the benchmark has to reach, and what it must not fall behind of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

RATIOS = Path(__file__).parent / "ratios.json"
#: A ratio measured in one run on a noisy machine moves by a tenth; a quarter is a regression.
SLACK = 1.25


@dataclass(frozen=True)
class Target:
    """A figure, and what it should be at least or at most. A `ratio` hardly depends on the machine."""

    name: str
    value: float
    sense: Literal["at least", "at most"]
    target: float
    unit: str = ""
    ratio: bool = False

    @property
    def reached(self) -> bool:
        return self.value >= self.target if self.sense == "at least" else self.value <= self.target

    def is_worse_than(self, before: float) -> bool:
        """Whether the figure is worse than an earlier one by more than noise."""
        return self.value < before / SLACK if self.sense == "at least" else self.value > before * SLACK


def regressions(targets: list[Target]) -> list[str]:
    """Say which ratios have become worse since they were written down, or were never written down."""
    before = json.loads(RATIOS.read_text(encoding="utf-8")) if RATIOS.exists() else {}
    ratios = [one for one in targets if one.ratio]
    said = [f"{one.name}: nothing to compare with" for one in ratios if one.name not in before]
    return said + [
        f"{one.name}: {one.value:.2f}, and it was {before[one.name]:.2f}"
        for one in ratios
        if one.name in before and one.is_worse_than(before[one.name])
    ]


def write_down(targets: list[Target]) -> None:
    """Keep the ratios for the next run to compare with."""
    ratios = {one.name: round(one.value, 3) for one in targets if one.ratio}
    RATIOS.write_text(json.dumps(ratios, indent=2) + "\n", encoding="utf-8")
