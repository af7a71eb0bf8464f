"""All figures of the study `project`, in the order of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.plots import (
    busy_day_attribution,
    demand_over_the_year,
    office_day_deciders,
    presence_by_purpose_day,
    presence_by_purpose_weekday,
    risk_curve,
    room_day_plan,
    room_hours,
    room_request_fates,
    rooms_wanted,
    shared_office_day_cost,
    site_weekday_heat,
    weekday_profile,
)
from sim.report.plots.canvas import drawing_style

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.report.evidence import Evidence
    from sim.report.plots.canvas import Drawing

_FIGURES: tuple[Callable[[Evidence], Drawing | None], ...] = (
    demand_over_the_year.draw,
    weekday_profile.draw,
    risk_curve.draw,
    site_weekday_heat.draw,
    busy_day_attribution.draw,
    shared_office_day_cost.draw,
    presence_by_purpose_weekday.draw,
    presence_by_purpose_day.draw,
    office_day_deciders.draw,
    rooms_wanted.draw,
    room_request_fates.draw,
    room_day_plan.draw,
    room_hours.draw,
)


def figures_of(evidence: Evidence) -> int:
    """Count the figures to draw, which have numbers from 0; none where nothing may be published."""
    return len(_FIGURES) if evidence.answer.publishable and evidence.answer.sites else 0


def draw(evidence: Evidence, number: int) -> Drawing | None:
    """Draw one figure; nothing where it has nothing to show."""
    with drawing_style():
        return _FIGURES[number](evidence)


def draw_all(evidence: Evidence) -> list[Drawing]:
    """Draw every figure that has something to show."""
    drawings = (draw(evidence, number) for number in range(figures_of(evidence)))
    return [drawing for drawing in drawings if drawing is not None]
