"""The tables of the study `size`; docs/tables.md says what each column means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.language import ENGLISH
from sim.stats.risk_curve import risk_curve
from sim.studies.sized.demand import of_need
from sim.studies.sized.search import mean_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays
    from sim.report.sizing import Confirmed, Need, Thumb
    from sim.scenario import Scenario
    from sim.studies.sized.answered import Answered
    from sim.studies.sized.search import Search

#: Numbers in one risk curve; longer ranges are thinned out.
_MOST_POINTS = 400
_TEXTS = frozenset({"site_id", "zone_id", "wing", "resource", "service_kind", "days", "rule", "why", "why_not"})
_WHOLE = frozenset({"seats", "needed", "current", "number"})
_SIZING = (
    *("site_id", "zone_id", "wing", "resource", "seats", "service_kind", "days", "service_level"),
    *("needed", "ci_low", "ci_high", "current", "cost_eur_per_year"),
    *("one_more_eur_per_year", "one_more_m2", "why_not"),
)


def sizing(scenario: Scenario, needs: Iterable[Need]) -> pl.DataFrame:
    """Table `sizing`: what everything needs, the sums of all sites last."""
    study = scenario.study
    rows = [
        {
            **_thing(need),
            "zone_id": need.zone_id,
            "wing": need.wing,
            "service_kind": study.service_kind,
            "days": study.days,
            "service_level": study.service_level,
            "needed": _whole(need.needed.estimate),
            "ci_low": _whole(need.needed.low),
            "ci_high": _whole(need.needed.high),
            "current": need.current,
            "cost_eur_per_year": need.eur_needed,
            "one_more_eur_per_year": need.eur_each,
            "one_more_m2": need.m2_each,
            "why_not": need.why_not and need.why_not(ENGLISH),
        }
        for need in needs
    ]
    return _frame(_SIZING, rows, whole=("ci_low", "ci_high"))


def risk(scenario: Scenario, stack: Arrays, answered: Sequence[Answered]) -> pl.DataFrame:
    """Table `risk`: on how many of the days that count each number would be short of what is wanted at one time."""
    rows: list[dict[str, object]] = []
    for one in answered:
        need = one.need
        wanted = of_need(scenario, stack, need)[:, one.days]
        curve = risk_curve(wanted, _numbers(wanted, need))
        rows += [
            {
                **_thing(need),
                "zone_id": need.zone_id,
                "number": number,
                "share_of_days_short": _known(share),
                "ci_low": _known(low),
                "ci_high": _known(high),
            }
            for number, share, low, high in zip(
                curve.desks.tolist(), curve.share.tolist(), curve.low.tolist(), curve.high.tolist(), strict=True
            )
        ]
    return _frame(
        ("site_id", "zone_id", "resource", "seats", "number", "share_of_days_short", "ci_low", "ci_high"), rows
    )


def _numbers(wanted: NDArray[np.int64], need: Need) -> NDArray[np.int64]:
    """Numbers worth knowing: from what half of the days want, or what there is, to what no day exceeds."""
    marks = [need.current, *(round(limit) for limit in (need.needed.low, need.needed.estimate) if limit is not None)]
    middle = int(np.quantile(wanted, 0.5)) if wanted.size else 0
    highest = int(wanted.max(initial=0))
    first, last = min(*marks, middle), max(*marks, highest, round(need.needed.high or 0))
    return np.unique(np.linspace(first, last, min(last - first + 1, _MOST_POINTS)).round().astype(np.int64))


def confirmation(scenario: Scenario, confirmed: Sequence[Confirmed]) -> pl.DataFrame:
    """Table `confirmation`: how often the needed numbers fall short under fresh luck."""
    rows = [
        {
            **_thing(one.need),
            "service_kind": scenario.study.service_kind,
            "needed": _whole(one.need.needed.estimate),
            "allowed_share": one.allowed,
            "share": one.share.estimate,
            "ci_low": one.share.low,
            "ci_high": one.share.high,
            "confirmed": one.holds,
        }
        for one in confirmed
    ]
    columns = ("site_id", "resource", "seats", "service_kind", "needed", "allowed_share", "share", "ci_low", "ci_high")
    return _frame((*columns, "confirmed"), rows, truths=("confirmed",))


def naive(thumbs: Sequence[Thumb]) -> pl.DataFrame:
    """Table `naive`: rules of thumb beside the number simulated, and why in English."""
    rows = [
        {
            "site_id": one.site_id,
            "resource": one.resource,
            "seats": one.seats,
            "rule": one.rule,
            "needed": one.needed,
            "why": one.why(ENGLISH),
        }
        for one in thumbs
    ]
    return _frame(("site_id", "resource", "seats", "rule", "needed", "why"), rows)


def searched(scenario: Scenario, found: Mapping[int, Search], resource: str) -> pl.DataFrame:
    """Table `searched`: every number that was tried, and the share of arrivals sent away or requests refused."""
    office = scenario.office
    rows = []
    for index, search in sorted(found.items()):
        site, seats = (index, None) if resource == "desk" else office.room_classes[index]
        for number, shares in sorted(search.tried.items()):
            share = mean_share(shares)
            rows.append(
                {
                    "site_id": office.site_ids[site],
                    "resource": resource,
                    "seats": seats,
                    "number": number,
                    "share": share.estimate,
                    "ci_low": share.low,
                    "ci_high": share.high,
                }
            )
    return _frame(("site_id", "resource", "seats", "number", "share", "ci_low", "ci_high"), rows)


def _thing(need: Need) -> dict[str, object]:
    return {"site_id": need.site_id, "resource": need.resource, "seats": need.seats}


def _frame(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, object]],
    *,
    whole: tuple[str, ...] = (),
    truths: tuple[str, ...] = (),
) -> pl.DataFrame:
    import polars as pl

    def kind(column: str) -> type[pl.DataType]:
        if column in _TEXTS:
            return pl.String
        if column in truths:
            return pl.Boolean
        return pl.Int64 if column in _WHOLE or column in whole else pl.Float64

    return pl.DataFrame(
        [[row[column] for column in columns] for row in rows],
        schema={column: kind(column) for column in columns},
        orient="row",
    )


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value
