"""The search for the smallest number that suffices, and the offices it tries."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.studies.sized.offices import fewest_desks, fewest_rooms, split, with_desks, with_rooms
from sim.studies.sized.search import Search, mean_share
from sim.studies.sized.trimming import mend
from tests.building import conf_scenario, scenario_of


def searched(failing, guess, least=1, most=200, allowed=0.05):
    """Search with failing(number) as the share of every replication; returns the search and how often it tried."""
    search, tries = Search(guess, least, most, allowed), 0
    while not search.done:
        search.learn(np.atleast_1d(failing(search.number)))
        tries += 1
        assert tries < 60
    return search, tries


@given(st.integers(1, 150), st.integers(-20, 300), st.floats(0.02, 0.5))
def test_a_search_finds_the_first_number_that_suffices_from_any_guess(answer, guess, slope):
    search, tries = searched(lambda number: min(1.0, 0.05 * np.exp(slope * (answer - number - 0.5 + 1e-9))), guess)
    assert search.number == (answer if answer - 0.5 > 0 else 1)
    assert tries <= 20


def test_a_good_guess_takes_two_tries():
    assert searched(lambda number: 0.2 if number < 40 else 0.04, 40)[1] == 2


def test_what_no_number_serves_is_impossible_and_soon_known():
    search, tries = searched(lambda number: 0.3, 10)
    assert search.impossible
    assert search.number == search.most
    assert tries <= 3


def test_the_least_number_is_never_gone_below():
    search, _ = searched(lambda number: 0.0, 30, least=3)
    assert search.number == 3


def test_limits_hold_the_answer_and_widen_with_the_noise():
    def noisy(noise):
        def failing(number):
            share = 0.05 * np.exp(0.1 * (50 - number))
            return np.clip(share * np.exp(noise * np.linspace(-1, 1, 9)), 0, 0.99)

        return searched(failing, 45)[0].limits()

    quiet, loud = noisy(0.05), noisy(0.6)
    assert quiet.low <= quiet.estimate <= quiet.high
    assert loud.high - loud.low > quiet.high - quiet.low
    assert loud.low < quiet.low


def test_limits_are_unknown_with_one_replication():
    limits = searched(lambda number: 0.1 if number < 7 else 0.01, 5)[0].limits()
    assert (limits.estimate, limits.low, limits.high) == (7, None, None)


def test_a_share_of_arrivals_has_limits_between_0_and_1():
    share = mean_share(np.array([0.001, 0.0, 0.02]))
    assert 0 < share.low < share.estimate < share.high < 1
    assert mean_share(np.zeros(3)).high == 0


@given(st.integers(0, 500), st.lists(st.integers(0, 90), min_size=1, max_size=8))
def test_a_split_adds_up_and_leaves_nobody_out(number, sizes):
    parts = split(number, sizes)
    assert sum(parts) == number
    assert min(parts) >= 0
    if number >= sum(size > 0 for size in sizes):
        assert all(part > 0 for part, size in zip(parts, sizes, strict=True) if size > 0)
    if any(sizes):
        assert all(part == 0 for part, size in zip(parts, sizes, strict=True) if size == 0)


@given(st.lists(st.integers(0, 90), min_size=1, max_size=8))
def test_as_many_as_there_are_change_nothing(sizes):
    assert split(sum(sizes), sizes) == sizes


def test_an_office_with_other_desks_keeps_its_kinds_and_proportions():
    office = conf_scenario("espoo").office
    other = with_desks(office, {"S01": 180})
    here = [zone_id for zone_id in office.zone_ids if office.zones[zone_id].site_id == "S01"]
    assert sum(other.zones[zone_id].desks for zone_id in here) == 180
    assert [other.zones[zone_id].desks for zone_id in here] == [28, 28, 28, 28, 27, 27, 14]
    assert {zone_id: zone for zone_id, zone in other.zones.items() if zone_id not in here} == {
        zone_id: zone for zone_id, zone in office.zones.items() if zone_id not in here
    }
    assert fewest_desks(office, "S01") == 7


def test_an_office_with_as_many_rooms_has_the_same_rooms():
    office = conf_scenario("espoo").office
    classes = office.room_classes
    counts = {pair: sum((one.site, one.room.seats) == pair for one in office.single_rooms) for pair in classes}
    other = with_rooms(office, counts)
    assert [one.room_id for one in other.single_rooms] == [one.room_id for one in office.single_rooms]
    assert other.room_pools == office.room_pools


def test_rooms_whose_hours_are_given_away_stay():
    booking = {"room_id": "small-02", "starts_at": 600, "ends_at": 720}
    scenario = scenario_of(
        teams={}, rooms={"small": {"seats": 4, "count": 3}, "booth": {"seats": 4, "kind": "booth"}},
        room_bookings={"B1": booking},
    )  # fmt: skip
    office = scenario.office
    assert fewest_rooms(office, (0, 4)) == 3
    for number in (3, 4, 5, 9):
        other = with_rooms(office, {(0, 4): number})
        ids = [one.room_id for one in other.single_rooms]
        assert len(ids) == number
        assert {"small-02", "booth"} <= set(ids)


@pytest.mark.parametrize("number", [1, 2, 5, 12])
def test_more_or_fewer_rooms_of_one_size_leave_the_other_sizes_alone(number):
    office = conf_scenario("small_office").office
    other = with_rooms(office, {(0, 4): number})
    assert other.room_classes == office.room_classes
    seats = [one.room.seats for one in other.single_rooms]
    assert (seats.count(4), seats.count(1), seats.count(8)) == (number, 3, 2)


def overflow(rooms, load):
    """Share refused of each size of a site, largest first: the less room in a size, the more goes to larger ones."""
    shares, passed = {}, 0.0
    for size in sorted(load, reverse=True):
        free = max(rooms[size] - load[size] - passed, 0.0)
        short = max(load[size] - rooms[size], 0.0)
        shares[size] = short / load[size] / (1 + free)
        passed = short / 2
    for size in sorted(load)[:-1]:
        shares[size + 1] = shares[size + 1] + 0.02 * max(load[size] - rooms[size], 0.0)
    return {size: np.array([share, share]) for size, share in shares.items()}


@pytest.mark.parametrize("start", [1, 3, 30])
def test_trimmed_numbers_suffice_together_and_none_could_be_one_fewer(start):
    load = {0: 9.0, 1: 6.0, 2: 3.0}
    searches = {size: Search(1, 1, 40, 0.05) for size in load}
    numbers = dict.fromkeys(load, start)
    shares, near = mend(lambda rooms: overflow(rooms, load), searches, [[2, 1, 0]], numbers)

    def suffice(rooms):
        return all(searches[size].suffices(share) for size, share in overflow(rooms, load).items())

    assert suffice(numbers)
    assert all(not suffice(numbers | {size: numbers[size] - 1}) for size in load if numbers[size] > 1)
    assert all(searches[size].suffices(shares[size]) for size in load)
    assert all(set(known) == {numbers[size] - 1, numbers[size], numbers[size] + 1} for size, known in near.items())
