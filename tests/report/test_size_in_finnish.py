"""The page of study=size in Finnish: the numbers of the English one in each of its branches, and none of its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.report.language import ENGLISH, language
from sim.report.size_page import size_page
from sim.report.size_reasons import (
    Spread,
    always_refused,
    at_the_fullest_moment,
    by_binomial,
    by_erlang,
    by_normal,
    by_ratio,
    no_day,
    no_rooms,
    no_seat,
    no_sum,
    nobody,
    requests,
    too_few_days,
)
from sim.report.sizing import Confirmed, Need, Thumb
from sim.stats.interval import UNKNOWN, Interval
from tests.figures.test_size_figures import sizing
from tests.report.synthetic import make_facts
from tests.report.two_languages import check_finnish

NAMES = ["Leppävaara", "Tapiola", "Olari"]
FEW = {"S00": 3, "S01": 40, "S02": 1000}
SPREAD = Spread(daily=16.25, within=9.5, independent=5.5, weekdays=(36.0, 1072.0), arrivals=57.0)
REASONS = [
    too_few_days, no_rooms, nobody, no_day, requests, no_sum(["S00", "S01"]), no_seat(1200, 0.127, quota=False),
    no_seat(12, 0.1, quota=True), always_refused(0.325, 1, 0.95), always_refused(0.325, 12, 0.975), by_ratio(0.6, 1),
    by_ratio(0.6, 1200), by_binomial(1, 0.48), by_binomial(1200, 0.48), by_normal(57.0, 5.46), SPREAD,
    replace(SPREAD, independent=0.0), replace(SPREAD, weekdays=None), by_erlang(1.94, 660), at_the_fullest_moment(0.05),
]  # fmt: skip


def desks(site, current, needed, why=None):
    limits = UNKNOWN if needed is None else Interval(needed, needed - 4.0, needed + 5.0)
    return Need(
        resource="desk", site_id=site, current=current, needed=limits, eur_each=2900.0, m2_each=10.0, why_not=why
    )


def rooms(site, seats, current, needed, why=None):
    limits = UNKNOWN if needed is None else Interval(needed, needed - 1.0, needed + 1.0)
    return Need(
        resource="room", site_id=site, seats=seats, current=current, needed=limits, eur_each=700.0 * seats,
        m2_each=2.5 * seats, why_not=why,
    )  # fmt: skip


def fresh(need, *, holds=True):
    return Confirmed(need=need, allowed=0.05, share=Interval(0.05, 0.04, 0.06) if holds else Interval(0.09, 0.07, 0.12))


def thumbs(needs, reason):
    rules = {"desk": ("ratio", "binomial", "normal", "simulated"), "room": ("erlang_b", "simulated")}
    return [
        Thumb(
            resource=need.resource, site_id=need.site_id, seats=need.seats, rule=rule, why=reason,
            needed=None if need.needed.estimate is None else round(need.needed.estimate),
        )
        for need in needs
        for rule in rules[need.resource]
    ]  # fmt: skip


def zones(site):
    return [
        replace(desks(site, 4, 3.0), zone_id="Z1", wing="A"),
        replace(desks(site, 1000, 1200.0), zone_id="Z2", wing="B"),
    ]


def city(sites, **changes):
    """Three sites, their sum, and what rules of thumb say of them."""
    whole = desks(None, sum(site.current for site in sites), sum(site.needed.estimate or 0.0 for site in sites))
    given = {"sites": sites, "totals": [whole], "zones": zones("S02"), "thumbs": thumbs(sites, SPREAD), "workdays": 253}
    return sizing(NAMES, **(given | changes))


SITES = [desks("S00", 40, 45.0), desks("S01", 1500, 1200.0), desks("S02", 60, 60.0)]
SHORT = [desks("S00", 40, 45.0), desks("S01", 50, 52.0), desks("S02", 60, 61.0)]
SPARE = [desks("S00", 40, 35.0), desks("S01", 50, 50.0), desks("S02", 60, 60.0)]
SILENT = [desks("S00", 40, None, too_few_days), *SITES[1:]]
ROOMS = [rooms("S00", 1, 1, 4.0), rooms("S01", 4, 9, 10.0), rooms("S02", 8, 3, 1.0)]
ENOUGH = [rooms("S01", 4, 9, 8.0), rooms("S02", 8, 3, 4.0 - 1.0)]
NEVER = [rooms("S00", 14, 1, None, always_refused(0.3, 12, 0.95)), rooms("S01", 0, 0, None, no_rooms)]
WITHOUT_SUM = [replace(desks(None, 1600, None), why_not=no_sum(["S00"]))]
ONE = desks("S00", 60, 81.0)
SUM_OF_ROOMS = rooms(None, 1, 13, 15.0)

SIZINGS = {
    "desks missing and spare": city(SITES),
    "desks missing only": city(SHORT),
    "desks spare only": city(SPARE, days="busiest_weekday"),
    "as many as there are": city([SITES[2]], totals=[SITES[2]]),
    "one site": sizing(["Olari"], sites=[ONE], totals=[ONE], thumbs=[]),
    "one site of one number, confirmed": sizing(["Olari"], sites=[ONE], totals=[ONE], confirmed=[fresh(ONE)], fresh=1),
    "one site of one number, contradicted": sizing(
        ["Olari"], sites=[ONE], totals=[ONE], confirmed=[fresh(ONE, holds=False)], fresh=20
    ),
    "with memory": city(SITES, memory=True, days="outside_leave_season"),
    "no sum": city(SILENT, totals=WITHOUT_SUM),
    "no sum for a hidden site": city(SILENT, totals=WITHOUT_SUM, people=FEW),
    "hidden sites": city(SITES, people=FEW, small_zones=frozenset({"Z1"})),
    "arrivals": city(SITES, service_kind="arrivals", searched=6),
    "arrivals on some days": city(SHORT, service_kind="arrivals", searched=1, days="busiest_weekday"),
    "rooms beside desks": city(SITES, rooms=ROOMS, totals=[city(SITES).totals[0], SUM_OF_ROOMS]),
    "rooms enough": city(SITES, rooms=ENOUGH),
    "rooms never enough": city(SITES, rooms=[*ROOMS, *NEVER]),
    "rooms nowhere enough": sizing(NAMES, service_kind="gatherings", sites=[], rooms=NEVER, thumbs=[]),
    "rooms of hidden sites": city(SITES, rooms=[*ROOMS, *NEVER[:1]], people=FEW),
    "rooms of hidden sites, enough": city(SITES, rooms=ROOMS[:1], people=FEW),
    "gatherings": sizing(
        NAMES, service_kind="gatherings", sites=[], rooms=ROOMS, thumbs=thumbs(ROOMS, requests), searched=14
    ),
    "gatherings of one site": sizing(
        ["Olari"], service_kind="gatherings", sites=[], rooms=[*ROOMS[:1], *NEVER[:1]], thumbs=[], level=0.975
    ),
    "gatherings without rooms": sizing(NAMES, service_kind="gatherings", sites=[], rooms=[], thumbs=[]),
    "some contradicted": city(
        SITES, rooms=ROOMS, fresh=20, confirmed=[fresh(SITES[0]), *(fresh(need, holds=False) for need in ROOMS)]
    ),
    "none contradicted": city(SITES, fresh=1, confirmed=[fresh(need) for need in SITES]),
    "one number shown, confirmed": city(SHORT, people=FEW, fresh=20, confirmed=[fresh(need) for need in SHORT]),
    "one number shown, contradicted": city(
        SITES, people=FEW, fresh=20, rooms=ROOMS, confirmed=[fresh(SITES[0]), fresh(ROOMS[2], holds=False)]
    ),
    "some shown, contradicted": city(
        SITES, people=FEW, fresh=20, confirmed=[fresh(SITES[0]), fresh(SITES[2]), fresh(ROOMS[2], holds=False)]
    ),
    "some shown, none contradicted": city(
        SITES, people=FEW, fresh=20, confirmed=[fresh(SITES[0]), fresh(SITES[2]), fresh(ROOMS[2])]
    ),
    "nothing may be published": city(SITES, people={"S00": 1, "S01": 2, "S02": 1}),
    **{f"reason {place}": city(SITES, thumbs=thumbs([*SITES, ROOMS[1]], why)) for place, why in enumerate(REASONS)},
    **{f"no answer {place}": city([desks("S00", 40, None, why), *SITES[1:]]) for place, why in enumerate(REASONS)},
}


@pytest.mark.parametrize("found", SIZINGS.values(), ids=SIZINGS)
def test_the_page_has_the_same_numbers_and_no_english_words(found):
    pages = [size_page(found, make_facts(language=code, replications_failed=2)) for code in ("en", "fi")]
    check_finnish(*pages)


def test_every_reason_differs_from_its_english():
    assert all(reason(ENGLISH) != reason(language("fi")) for reason in REASONS)


def test_the_answer_is_what_a_planner_would_write():
    answer = size_page(SIZINGS["desks missing and spare"], make_facts(language="fi")).answer
    assert answer.replace("\u00a0", " ") == (
        "3 toimipaikkaa tarvitsee työpisteitä yhteensä 1 305 (1 301–1 310), kun niiden pitää riittää 95 %:na "
        "työpäivistä; se on 295 vähemmän kuin nyt – 1 toimipaikassa työpisteitä puuttuu, eniten: Leppävaara (+5); 1 "
        "toimipaikassa niitä jää yli: Tapiola (−300). Yksi työpiste lisää tai vähemmän: 2 900 euroa vuodessa ja 10 "
        "m²."
    )
