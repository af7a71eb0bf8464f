"""Parts of a total: none is a small group, and no subtraction brings one back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.merging import merged_parts, whole_people


def test_a_part_under_5_people_takes_the_next_smallest_with_it():
    parts = merged_parts({"a": 300.0, "b": 4.9, "c": 40.0, "d": 0.0})
    assert parts.shown == {"a": 300.0}
    assert parts.merged == ("b", "c")
    assert parts.other == pytest.approx(44.9)


def test_many_parts_of_hardly_anybody_are_no_5_people_together():
    parts = merged_parts({"a": 300.0, "b": 20.0, **{f"s{number}": 0.3 for number in range(6)}})
    assert list(parts.shown) == ["a"]
    assert parts.other == pytest.approx(21.8)


def test_a_small_group_is_hidden_also_where_its_share_of_the_desks_is_large():
    parts = merged_parts({"a": 50.0, "b": 6.0, "c": 20.0}, people={"a": 200, "b": 4, "c": 100})
    assert list(parts.shown) == ["a"]


def test_too_many_parts_leave_the_largest_and_merge_at_least_two():
    parts = merged_parts({name: float(size) for name, size in zip("abcdef", range(60, 0, -10), strict=True)}, most=4)
    assert list(parts.shown) == ["a", "b", "c"]
    assert parts.merged == ("d", "e", "f")
    assert len(merged_parts({"a": 10.0, "b": 20.0, "c": 30.0}, most=3).shown) == 3


def test_a_total_of_few_people_has_no_parts():
    assert merged_parts({"a": 3.0, "b": 1.5}) is None
    assert merged_parts({}) is None


def test_people_are_counted_downward_but_somebody_is_never_nobody():
    assert [whole_people(mean) for mean in (0.0, 0.01, 0.9, 4.9, 5.0, 5.7)] == [0, 1, 1, 4, 5, 5]


@given(
    st.dictionaries(st.text(min_size=1, max_size=2), st.floats(0, 60, allow_subnormal=False), max_size=14),
    st.sampled_from([None, 2, 4, 8]),
)
def test_every_part_and_the_remainder_hold_5_people_and_add_up(desks, most):
    parts = merged_parts(desks, most=most)
    if parts is None:
        assert sum(desks.values()) < 5 + 1e-9 or sum(value > 0 for value in desks.values()) == 1
        return
    assert all(value >= 5 - 1e-6 for value in parts.shown.values())
    assert parts.total == pytest.approx(sum(desks.values()))
    assert not parts.merged or (len(parts.merged) >= 2 and parts.other >= 5 - 1e-6)
    assert most is None or len(parts.shown) + bool(parts.merged) <= most
