"""Small groups are hidden, and no subtraction from a total brings one back."""

from hypothesis import given
from hypothesis import strategies as st

from sim.report.suppression import COMPLEMENT, TOO_SMALL, suppressed_groups, total_may_be_shown


def test_nothing_is_hidden_among_large_groups_and_empty_ones():
    assert suppressed_groups({"a": 5, "b": 400, "c": 0}) == {}


def test_one_small_group_takes_the_next_smallest_with_it():
    assert suppressed_groups({"a": 300, "b": 3, "c": 40, "d": 0}) == {"b": TOO_SMALL, "c": COMPLEMENT}


def test_two_small_groups_hide_each_other_only_when_they_are_five_together():
    assert suppressed_groups({"a": 300, "b": 3, "c": 2}) == {"c": TOO_SMALL, "b": TOO_SMALL}
    assert suppressed_groups({"a": 300, "b": 2, "c": 2}) == {"b": TOO_SMALL, "c": TOO_SMALL, "a": COMPLEMENT}


def test_a_total_of_few_people_may_not_be_shown():
    assert not total_may_be_shown({"a": 4})
    assert total_may_be_shown({"a": 4, "b": 1})
    assert total_may_be_shown({"a": 0})


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 30), max_size=12))
def test_neither_a_shown_group_nor_total_minus_shown_is_a_small_group(sizes):
    hidden = suppressed_groups(sizes)
    assert all(size == 0 or size >= 5 for group, size in sizes.items() if group not in hidden)
    rest = sum(sizes[group] for group in hidden)
    if hidden and total_may_be_shown(sizes):
        assert rest >= 5
        assert len(hidden) >= 2 or sum(size > 0 for size in sizes.values()) == 1
