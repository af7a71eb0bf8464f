"""Exact answers about rooms are those printed in the literature and in facts.md, and agree with plain enumeration."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import oracles

LOAD = st.floats(0.01, 40)
ROOMS = st.integers(1, 40)


def printed(value, digits):
    return pytest.approx(value, abs=0.5 * 10**-digits, rel=0)


def test_b2_erlang_b():
    answers = [oracles.erlang_b(rooms, 3) for rooms in range(4, 9)]
    assert answers == pytest.approx([0.206107, 0.110054, 0.052157, 0.021864, 0.008132], abs=0.5e-6, rel=0)
    assert oracles.erlang_b(10, 8) == printed(0.121661, 6)
    assert oracles.erlang_b(15, 12) == printed(0.085729, 6)


def test_o1_loss():
    assert oracles.erlang_b(10, 7) == printed(0.0787408830, 10)
    assert oracles.erlang_b(5, 3) == printed(0.1100543478, 10)
    assert oracles.rooms_for(7, 0.01) == 14


def test_b3_and_v4_erlang_c():
    assert oracles.erlang_c(6, 4) == printed(0.284761, 6)
    assert oracles.mean_wait(6, 4, 30) == printed(4.2714, 4)
    assert oracles.wait_tail(6, 4, 30, 15) == printed(0.104758, 6)
    assert oracles.mean_waiting(6, 4) == printed(0.56952, 5)
    assert oracles.erlang_c(12, 10) == printed(0.449388, 6)


def test_o2_a_long_queue():
    assert oracles.erlang_c(8, 6) == printed(0.3569810859, 10)
    assert oracles.mean_wait(8, 6, 60) == printed(10.70943, 5)
    assert oracles.mean_waiting(8, 6) == printed(1.0709432576, 10)
    assert oracles.wait_tail(8, 6, 60, 15) == printed(0.2165199735, 10)


def test_b4_slots():
    law = oracles.poisson(6)
    lost = oracles.expected_shortfall(law, 5)
    assert 6 - lost == printed(4.481941, 6)
    assert lost / 6 == printed(0.253010, 6)
    assert (6 - lost) / 5 == printed(0.896388, 6)


def test_b4_small_parties_may_use_large_rooms_that_are_left():
    assert oracles.nested_refusals((3, 3), (1.5, 2)) == (printed(0.144707, 6), printed(0.187304, 6))


def test_b5_and_v5_presence_chain():
    chain = oracles.PresenceChain(0.8, 0.15)
    assert chain.comes_back == printed(0.20870, 5)
    assert chain.goes == printed(0.05217, 5)
    assert chain.mean_absence == printed(4.792, 3)
    assert chain.correlation == printed(0.739, 3)


def test_o8_one_slot_of_a_few_teams():
    law = oracles.binomial(12, 0.3)
    assert oracles.expected_shortfall(law, 4) == printed(0.4441974584, 10)
    assert oracles.expected_shortfall(law, 4) / oracles.mean(law) == printed(0.1233881829, 10)
    assert oracles.tail(law, 4) == printed(0.2763445305, 10)


def test_o9_engset():
    assert oracles.engset_all_busy(12, 0.25, 4) == printed(0.1432706223, 10)
    assert oracles.engset_refused(12, 0.25, 4) == printed(0.1166077739, 10)


def stationary(up, down):
    """Law of a birth and death process from its rates, by its balance equations and nothing else."""
    states = len(up) + 1
    rates = np.zeros((states, states))
    for state, (birth, death) in enumerate(zip(up, down, strict=True)):
        rates[state, state + 1], rates[state + 1, state] = birth, death
    rates -= np.diag(rates.sum(axis=1))
    balance = np.vstack([rates.T, np.ones(states)])
    return np.linalg.lstsq(balance, np.append(np.zeros(states), 1.0), rcond=None)[0]


@given(st.integers(1, 15), st.floats(0.1, 15))
def test_erlang_b_is_the_stationary_share_of_full_rooms(rooms, load):
    law = stationary([load] * rooms, range(1, rooms + 1))
    assert oracles.erlang_b(rooms, load) == pytest.approx(law[-1], rel=1e-6, abs=1e-9)


@settings(max_examples=20)
@given(st.integers(2, 8), st.floats(0.1, 0.7))
def test_erlang_c_is_the_stationary_share_of_waiting_parties(rooms, use):
    load, states = rooms * use, 120
    law = stationary([load] * states, [min(number, rooms) for number in range(1, states + 1)])
    waiting = np.maximum(np.arange(states + 1) - rooms, 0)
    assert oracles.erlang_c(rooms, load) == pytest.approx(law[rooms:].sum(), rel=1e-6, abs=1e-9)
    assert oracles.mean_waiting(rooms, load) == pytest.approx(law @ waiting, rel=1e-6, abs=1e-9)


@given(st.integers(3, 12), st.floats(0.05, 3), st.integers(1, 2))
def test_engset_is_the_stationary_law_of_a_few_teams(teams, load, rooms):
    law = stationary([(teams - held) * load for held in range(rooms)], range(1, rooms + 1))
    calls = (teams - np.arange(rooms + 1)) * load
    assert oracles.engset_all_busy(teams, load, rooms) == pytest.approx(law[-1], rel=1e-6)
    assert oracles.engset_refused(teams, load, rooms) == pytest.approx(law[-1] * calls[-1] / (law @ calls), rel=1e-6)


@given(ROOMS, LOAD)
def test_one_room_more_never_refuses_more(rooms, load):
    assert oracles.erlang_b(rooms + 1, load) < oracles.erlang_b(rooms, load)


@given(st.floats(0.5, 0.95), st.integers(1, 20))
def test_waits_obey_littles_law_and_their_tail_begins_at_those_who_wait(use, rooms):
    load = use * rooms
    assert oracles.mean_waiting(rooms, load) == pytest.approx(load * oracles.mean_wait(rooms, load, 1.0))
    assert oracles.wait_tail(rooms, load, 1.0, 0.0) == oracles.erlang_c(rooms, load)


@given(st.floats(0.01, 60))
def test_a_poisson_law_has_equal_mean_and_variance(parties):
    law = oracles.poisson(parties)
    assert law.sum() == pytest.approx(1)
    assert oracles.mean(law) == pytest.approx(parties)
    assert oracles.variance(law) == pytest.approx(parties)


def test_a_poisson_law_is_the_limit_of_many_rare_parties():
    many = np.array([comb(100_000, k) * 3e-5**k * (1 - 3e-5) ** (100_000 - k) for k in range(10)])
    assert oracles.poisson(3)[:10] == pytest.approx(many, rel=1e-3)


@given(st.floats(0.05, 0.95), st.floats(0.01, 1))
def test_the_presence_chain_stays_at_its_share(present, mobility):
    chain = oracles.PresenceChain(present, mobility)
    assert present * chain.goes == pytest.approx((1 - present) * chain.comes_back)
    assert chain.correlation == pytest.approx(1 - chain.goes - chain.comes_back)
    assert (chain.goes + chain.comes_back) / (2 - chain.goes - chain.comes_back) == pytest.approx(mobility)


def test_without_large_parties_small_ones_have_all_rooms():
    small, _ = oracles.nested_refusals((3, 3), (1e-12, 2))
    assert small == pytest.approx(oracles.expected_shortfall(oracles.poisson(3), 5) / 3)
