"""Experts choose freely between remote and office: what the council initiative asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from sim.policies.norm import NormRow, Norms, Setting, no_norms, same_rows
from sim.quantities import Settings

if TYPE_CHECKING:
    from sim.draws import Luck


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeChoice(Settings):
    """No norm at all, stated ones included: each person's own wish decides."""

    keeps_stated_norms: ClassVar[bool] = False

    kind: Literal["free_choice"] = "free_choice"

    def norms(self, setting: Setting) -> Norms:
        """Ask nothing."""
        return no_norms(setting)

    def explain(self, setting: Setting, lucks: list[Luck]) -> list[NormRow]:  # noqa: ARG002
        """Say that the person decides."""
        return same_rows(setting.organization, "office_weekdays", "own choice", "person", self.kind)
