"""A draw is a function of its name alone: seed, replication, purpose, id and moment."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.draws import Luck, Stream, _mix, stable_key

SEEDS = st.integers(0, 2**63 - 1)
IDS = st.integers(0, 2**64 - 1)
MOMENTS = st.integers(0, 2**40)
PURPOSES = st.text(min_size=1, max_size=12)
NAMES = st.tuples(SEEDS, st.integers(0, 10**6), PURPOSES, IDS, MOMENTS)
GOLDEN = 0x9E3779B97F4A7C15


def draw(seed, replication, purpose, one, moment) -> int:
    stream = Luck(seed, replication).stream(purpose)
    return int(stream.bits(np.array([one], dtype=np.uint64), moment)[0])


def some_ids(count, name="T001"):
    return np.array([stable_key(name, str(number)) for number in range(count)], dtype=np.uint64)


@given(NAMES)
def test_the_same_name_gives_the_same_draw(name):
    assert draw(*name) == draw(*name)


@given(NAMES, NAMES, st.integers(0, 4))
def test_changing_any_part_of_the_name_changes_the_draw(name, other, part):
    assume(stable_key(str(name[part])) != stable_key(str(other[part])))
    changed = (*name[:part], other[part], *name[part + 1 :])
    assert draw(*changed) != draw(*name)


@pytest.mark.parametrize("part", range(5), ids=["seed", "replication", "purpose", "id", "date"])
def test_the_next_seed_replication_id_or_date_gives_another_draw(part):
    name = (20270104, 3, "sick leave", 17, 739_985)
    following = "sick leavf" if part == 2 else name[part] + 1
    assert draw(*name[:part], following, *name[part + 1 :]) != draw(*name)


def test_names_are_not_run_together():
    assert Luck(1, 11).stream("x").key != Luck(11, 1).stream("x").key
    assert stable_key("a", "bc") != stable_key("ab", "c")
    assert stable_key("a", "b") != stable_key("b", "a")


def test_a_letter_written_in_two_ways_is_one_name():
    assert stable_key("Leppävaara") == stable_key("Leppa\u0308vaara")


def test_the_order_of_the_ids_does_not_matter():
    stream, ids = Luck(5, 0).stream("home"), some_ids(200)
    order = np.random.default_rng(1).permutation(200)
    assert np.array_equal(stream.bits(ids[order], 9), stream.bits(ids, 9)[order])


@given(st.sets(st.integers(0, 99), min_size=1))
def test_a_subset_of_the_ids_draws_what_it_draws_among_all(chosen):
    stream, ids = Luck(5, 0).stream("home"), some_ids(100)
    chosen = np.array(sorted(chosen))
    days = np.arange(739_985, 739_990)
    assert np.array_equal(stream.bits_over(ids[chosen], days), stream.bits_over(ids, days)[:, chosen])


@given(st.integers(1, 40), st.integers(1, 40))
def test_blocks_of_days_and_people_draw_what_the_whole_draws(days_at_once, people_at_once):
    stream, ids, days = Luck(5, 0).stream("home"), some_ids(37), np.arange(739_985, 740_024)
    whole = stream.bits_over(ids, days)
    for day in range(0, len(days), days_at_once):
        for person in range(0, len(ids), people_at_once):
            rows, columns = slice(day, day + days_at_once), slice(person, person + people_at_once)
            assert np.array_equal(stream.bits_over(ids[columns], days[rows]), whole[rows, columns])


@given(st.lists(st.tuples(IDS, st.integers(700_000, 700_400)), max_size=30))
def test_bits_over_bits_and_bits_each_agree_element_by_element(pairs):
    stream = Luck(5, 0).stream("home")
    ids = np.array([one for one, _ in pairs], dtype=np.uint64)
    moments = np.array([moment for _, moment in pairs], dtype=np.int64)
    each = stream.bits_each(ids, moments)
    assert each.shape == ids.shape
    table = stream.bits_over(ids, moments)
    for n, (one, moment) in enumerate(pairs):
        alone = stream.bits(np.array([one], dtype=np.uint64), moment)[0]
        assert each[n] == table[n, n] == alone


def test_moments_and_ids_of_any_shape_give_a_draw_for_every_pair():
    stream = Luck(5, 0).stream("home")
    ids, days = some_ids(6).reshape(2, 3), np.arange(20).reshape(4, 5)
    bits = stream.bits_over(ids, days)
    assert bits.shape == (4, 5, 2, 3)
    assert bits[3, 1, 1, 2] == stream.bits(ids[1, 2:], 16)[0]


def test_drawing_leaves_the_ids_and_moments_as_they_were():
    ids, days = some_ids(5), np.arange(5)
    before = ids.copy(), days.copy()
    stream = Luck(5, 0).stream("home")
    stream.bits_over(ids, days)
    stream.bits_each(ids, days)
    assert np.array_equal(ids, before[0])
    assert np.array_equal(days, before[1])


def test_the_finalizer_gives_the_published_numbers_of_splitmix64():
    states = [(1_234_567 + number * GOLDEN) % 2**64 for number in (1, 2, 3)]
    published = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
    assert _mix(np.array(states, dtype=np.uint64)).tolist() == published


def test_the_generator_never_changes_silently():
    """Golden numbers. A change here changes every result: raise sim.MODEL_VERSION with it."""
    assert stable_key("draw", "20270104", "0", "sick leave") == 5_446_114_867_345_885_954
    assert stable_key("T001", "0") == 2_795_625_770_482_105_009
    bits = Luck(20_270_104, 0).stream("sick leave").bits_over(some_ids(3), np.array([739_985, 739_986]))
    assert bits.tolist() == [
        [9_416_176_951_027_861_648, 17_981_742_176_605_003_244, 1_626_427_871_036_482_376],
        [17_934_571_961_504_805_122, 2_564_177_305_904_519_426, 1_550_816_559_884_146_618],
    ]


@given(IDS, st.integers(0, 2**64 - 1), MOMENTS)
def test_a_draw_is_the_hash_that_the_module_describes_in_plain_whole_numbers(one, key, moment):
    def mix(z):
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
        return z ^ (z >> 31)

    expected = mix(mix(mix((moment * GOLDEN + key) % 2**64)) ^ one)
    assert int(Stream(key).bits(np.array([one], dtype=np.uint64), moment)[0]) == expected
