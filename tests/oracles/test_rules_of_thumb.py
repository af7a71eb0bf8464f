"""Rules of thumb give the numbers that are quoted for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import oracles
from sim.oracles.rules_of_thumb import desks_by_binomial, desks_by_normal, desks_by_ratio, rooms_by_erlang


def test_a_ratio_is_rounded_up_but_not_by_a_rounding_error():
    assert desks_by_ratio(100, 0.6) == 60
    assert desks_by_ratio(3, 0.1 + 0.2) == 1
    assert desks_by_ratio(10, 0.61) == 7
    assert desks_by_ratio(0, 0.6) == 0


def test_the_binomial_rule_is_the_quantile_of_the_law_by_convolution():
    assert desks_by_binomial(100, 0.4, 0.95) == 48
    assert desks_by_binomial(100, 0.4, 0.99) == 52
    assert desks_by_binomial(180, 0.6, 0.95) == 119
    assert desks_by_binomial(0, 0.4, 0.95) == 0


@given(st.integers(1, 60), st.floats(0.01, 0.99), st.floats(0.5, 0.999))
def test_the_binomial_rule_agrees_with_convolution_for_any_office(people, attendance, level):
    law = oracles.binomial(people, attendance)
    desks = desks_by_binomial(people, attendance, level)
    assert oracles.tail(law, desks) <= 1 - level + 2e-9
    assert desks == 0 or oracles.tail(law, desks - 1) > 1 - level


def test_the_binomial_rule_bears_a_hundred_thousand_people():
    assert desks_by_binomial(100_000, 0.4, 0.95) == pytest.approx(40_000 + 1.645 * 154.9, abs=2)


def test_the_normal_rule_adds_1645_standard_deviations():
    assert desks_by_normal(40, 4.899, 0.95) == 49  # 48.06, rounded up: one more than the exact 48
    assert desks_by_normal(40, 0, 0.95) == 40
    assert desks_by_normal(0, 0, 0.95) == 0


def test_erlang_needs_14_rooms_for_7_erlang_at_1_percent():
    assert rooms_by_erlang(7, 0.99) == 14
    assert rooms_by_erlang(3, 0.99) == 8
    assert rooms_by_erlang(0, 0.99) == 0
