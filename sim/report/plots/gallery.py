"""All figures of the study `project`, in the order of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.plots import (
    demand_over_the_year,
    office_day_deciders,
    risk_curve,
    site_weekday_heat,
    weekday_profile,
)
from sim.report.plots.canvas import drawing_style

if TYPE_CHECKING:
    from sim.report.evidence import Evidence
    from sim.report.plots.canvas import Drawing

_FIGURES = (
    demand_over_the_year.draw,
    weekday_profile.draw,
    risk_curve.draw,
    site_weekday_heat.draw,
    office_day_deciders.draw,
)


def draw_all(evidence: Evidence) -> list[Drawing]:
    """Draw every figure; none where nothing may be published."""
    if not evidence.answer.publishable or not evidence.answer.sites:
        return []
    with drawing_style():
        return [draw(evidence) for draw in _FIGURES]
