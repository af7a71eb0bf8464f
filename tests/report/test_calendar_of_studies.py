"""The calendars of size and close: numbers of desks and steps that can be chosen, and what must not be told."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest

from sim.report.calendar.close import Step, StepSeen, close_calendar
from sim.report.calendar.size import DaysOfSite, size_calendar
from sim.report.language import ENGLISH
from sim.report.sizing import Need, Sizing
from sim.stats.interval import Interval
from tests.report.calendar_reading import card, column, cumulated, unpacked

REPLICATIONS, DAYS = 4, 65
DATES = [day for day in (date(2027, 1, 4) + timedelta(days=n) for n in range(91)) if day.weekday() < 5]
NAMES = {"A": "Alpha", "B": "Beta <b>", "C": "Tiny", "D": "Next smallest"}
PEOPLE = {"A": 60, "B": 40, "C": 3, "D": 7}


def days(seed, mean, replications=REPLICATIONS):
    random = np.random.default_rng(seed)
    wanted = random.poisson(mean, (replications, DAYS))
    return DaysOfSite(wanted=wanted, sent_home=random.poisson(0.4, wanted.shape), counted=np.arange(0, DAYS, 5))


def need(site_id, current, needed):
    interval = Interval(None, None, None) if needed is None else Interval(needed, needed - 2, needed + 3)
    return Need(resource="desk", site_id=site_id, current=current, needed=interval)


def sized(by_site, replications=REPLICATIONS, found=None, **changes):
    """A view and its data for sites with desks wanted around a number each."""
    sites = [need(site_id, 30, wanted) for site_id, wanted in by_site.items()]
    values = {
        "service_kind": "days", "days": "busiest_weekday", "level": 0.95, "names": NAMES, "people": PEOPLE,
        "sites": sites, "totals": [need(None, 120, sum(wanted or 0 for wanted in by_site.values()))],
    }  # fmt: skip
    found = found or {
        site_id: days(n, wanted or 20, replications) for n, (site_id, wanted) in enumerate(by_site.items())
    }
    found[None] = days(99, 100, replications)
    view = size_calendar(Sizing(**(values | changes)), DATES, found, ENGLISH)
    return view, found, view and json.loads(view.data)


def test_the_share_of_days_is_given_for_every_number_of_desks_and_of_the_days_that_count():
    _, found, data = sized({"A": 33, "B": 20})
    wanted = {"All sites": found[None], "Alpha": found["A"], "Beta <b>": found["B"]}
    assert [place["name"] for place in data["places"]] == list(wanted)
    for place in data["places"]:
        choice, counted = place["desks"], wanted[place["name"]]
        numbers = unpacked(choice["numbers"], choice["count"])
        values = unpacked(choice["value"], choice["count"])
        for number, value in zip(numbers, values, strict=True):
            share = (counted.wanted[:, counted.counted] > number).mean()
            said = data["texts"][value]
            assert abs(float(said.removeprefix("under ").removesuffix(" %")) / 100 - share) <= 0.0051
        assert numbers == sorted(set(numbers))
        assert numbers[choice["today"]] == place["seen"][0]["desks"]
        assert numbers[-1] >= counted.wanted.max()
    assert data["texts"][values[-1]] == "0 %"
    assert "Never seen in 4 replications" in data["texts"][unpacked(choice["limits"], choice["count"])[-1]]


def test_the_number_that_was_found_is_chosen_first_and_compared_with_today():
    _, _, data = sized({"A": 33, "B": 20})
    alpha = data["places"][1]["desks"]
    assert unpacked(alpha["numbers"], alpha["count"])[alpha["found"]] == 33
    assert alpha["as_found"] == "As many as needed (33)"
    assert card(data, 1, 1)[:2] == ["33", "95 % interval 31 to 36"]
    assert card(data, 1, 1)[3:] == ["3 more than today", "loss"]
    assert card(data, 2, 1)[3:] == ["10 fewer than today", "gain"]


def test_all_values_are_stored_where_they_fit_so_that_days_are_counted_exactly():
    view, found, data = sized({"A": 33, "B": 20})
    assert cumulated(data, 1) == np.sort(found["A"].wanted, axis=0).tolist()
    assert not any("evenly spread" in note for note in view.notes)


def test_of_many_replications_some_are_stored_and_the_page_says_so():
    view, found, data = sized({"A": 33, "B": 20}, replications=50)
    stored = np.array(cumulated(data, 1))
    assert stored.shape == (20, DAYS)
    exact = (found["A"].wanted > 33).mean(axis=0)
    assert np.abs((stored > 33).mean(axis=0) - exact).max() <= 0.05
    assert any("Of the 50 replications the calendar holds 20 of each day" in note for note in view.notes)


def test_a_site_without_an_answer_begins_with_todays_desks():
    _, _, data = sized({"A": None, "B": 20})
    (alpha,) = (number for number, place in enumerate(data["places"]) if place["name"] == "Alpha")
    assert data["places"][alpha]["desks"]["found"] is None
    assert card(data, alpha, 1)[0] == "cannot be told"


def test_a_city_has_fewer_numbers_to_choose_from_with_todays_among_them():
    _, _, data = sized({"A": 33}, totals=[], sites=[need("A", 12_345, 33)])
    choice = data["places"][0]["desks"]
    numbers = unpacked(choice["numbers"], choice["count"])
    assert len(numbers) <= 402
    assert 33 in numbers
    assert numbers[choice["today"]] == 12_345


def test_small_sites_cannot_be_picked_in_a_calendar_of_size():
    view, _, data = sized({"A": 33, "B": 20, "C": 2, "D": 5})
    assert [place["name"] for place in data["places"]] == ["All sites", "Alpha", "Beta <b>"]
    assert "Tiny" not in view.data
    assert "Next smallest" not in view.data
    assert any(note.startswith("2 sites are not in the list") for note in view.notes)


def test_there_is_no_calendar_of_rooms_or_of_four_people():
    assert sized({"A": 33}, sites=[])[0] is None
    assert sized({"A": 33}, people={"A": 4})[0] is None


def test_memory_of_being_turned_away_is_said():
    assert any("remember" in note for note in sized({"A": 33}, memory=True)[0].notes)


def seen(site_id, number, desks):
    random = np.random.default_rng([ord(site_id or "0"), number])
    return StepSeen(
        desks=desks,
        wanted=random.poisson(20, (REPLICATIONS, DAYS)),
        sent_home=random.poisson(0.4, (REPLICATIONS, DAYS)),
        days_sent_home=random.random(REPLICATIONS) * 3,
        turned_away=np.full(REPLICATIONS, 0.03 if number < 2 else 0.08),
        over=number >= 2,
    )


def ladder(*closing):
    sites = ["A", "B", "C", "D"]
    return [
        Step(
            name=f"the whole of {site_id}" if site_id else "nothing",
            site_id=site_id,
            places={one: seen(one, number, 25 - number) for one in [*sites, None]},
        )
        for number, site_id in enumerate((None, *closing))
    ]


def closed(*closing, people=PEOPLE):
    steps = ladder(*closing)
    view = close_calendar(steps, DATES, NAMES, people, 0.95, ENGLISH)
    return view, steps, view and json.loads(view.data)


def test_every_step_has_its_own_days_and_numbers():
    view, steps, data = closed("A", "B")
    assert list(view.steps) == ["nothing (today)", "1. the whole of A", "2. the whole of B"]
    assert data["steps"][1] == "closed up to step 1 (the whole of A)"
    ids = {place["name"]: key for key, name in NAMES.items() for place in data["places"] if place["name"] == name}
    for place, shown in enumerate(data["places"]):
        for number, step in enumerate(steps):
            true = step.places[ids.get(shown["name"])]
            assert column(data, place, "mean", number) == np.rint(true.wanted.mean(axis=0)).tolist()
            assert column(data, place, "short", number) == (true.wanted > true.desks).sum(axis=0).tolist()
            assert card(data, place, 0, number)[0] == str(25 - number)
            assert card(data, place, 0, number)[3] == (f"{number} fewer than today" if number else "")
            assert card(data, place, 4, number)[0] == f"{true.days_sent_home.mean():.1f}"
            over = card(data, place, 4, number)[3:]
            assert over == (
                ["over the level: more than 5 % of arrivals find none", "loss"]
                if number == 2
                else ["within the level: at most 5 % of arrivals find none", "gain"]
            )


@pytest.mark.parametrize(("closing", "told"), [(("A", "C", "B"), 2), (("D", "A"), 1), (("A", "B"), 3)])
def test_steps_from_which_a_small_site_could_be_read_are_left_out(closing, told):
    view, _, data = closed(*closing)
    assert len(view.steps) == (told if told > 1 else 0), "with today alone there is nothing to choose"
    assert {len(place["seen"]) for place in data["places"]} == {told}
    assert [place["name"] for place in data["places"] if not place["whole"]] == sorted(
        ["Alpha", "Beta <b>"], key=[place["name"] for place in data["places"]].index
    )
    assert "Tiny" not in view.data
    assert any("left out here" in note for note in view.notes) == (told < len(closing) + 1)


def test_four_people_have_no_calendar_of_closing():
    assert closed("A", people={"A": 4})[0] is None


def test_people_of_no_site_are_not_judged():
    steps = ladder()
    none = StepSeen(
        desks=1,
        wanted=steps[0].places["A"].wanted,
        sent_home=steps[0].places["A"].sent_home,
        days_sent_home=np.full(REPLICATIONS, np.nan),
        turned_away=np.full(REPLICATIONS, np.nan),
        over=False,
    )
    view = close_calendar(
        [Step(name="nothing", site_id=None, places={"A": none, None: none})], DATES, NAMES, {"A": 0}, 0.95, ENGLISH
    )
    assert card(json.loads(view.data), 0, 4)[0] == "cannot be told"
