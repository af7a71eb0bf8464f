"""The quality of the luck: uniform, independent in every direction the model uses it, and without repetition.

2.5 million draws of one purpose: 2,500 people on 1,000 days. People are tried with the hashed ids the model has and
with counting ids, which are the hardest for a hash. Laws and limits: tests/chance.py, one in a million each.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.draws import Luck, field, stable_key
from tests.chance import ALPHA, assert_counts, assert_uncorrelated, assert_uniform

PEOPLE, DAYS = 2_500, 1_000
FIRST_DAY = 739_985
IDS = {
    "hashed ids": np.array([stable_key("T001", str(n)) for n in range(PEOPLE)], dtype=np.uint64),
    "counting ids": np.arange(PEOPLE, dtype=np.uint64),
}
DATES = np.arange(FIRST_DAY, FIRST_DAY + DAYS)


def table(ids, seed=20_270_104, replication=0, purpose="sick leave"):
    return Luck(seed, replication).stream(purpose).bits_over(ids, DATES)


@pytest.fixture(scope="module", params=IDS, ids=lambda name: name.replace(" ", "-"))
def ids(request):
    return IDS[request.param]


@pytest.fixture(scope="module")
def bits(ids):
    """Draws of shape [day, person]."""
    return table(ids)


def unit(bits):
    return (bits >> np.uint64(11)) * 2.0**-53


def test_draws_are_uniform_by_kolmogorov_and_smirnov(bits):
    assert stats.kstest(unit(bits).ravel(), "uniform").pvalue > ALPHA


def test_draws_fill_a_thousand_bins_evenly(bits):
    assert_uniform((unit(bits) * 1_000).astype(np.int64), 1_000)


@pytest.mark.parametrize("number", range(4))
def test_each_of_the_four_fields_takes_all_its_values_as_often(bits, number):
    assert_uniform(field(bits, number), 65_536)


def test_every_bit_is_set_half_of_the_time(bits):
    """The squared z of 64 independent bits add up to a chi-square of 64 degrees."""
    n = bits.size
    ones = np.array([np.count_nonzero(bits & np.uint64(1 << place)) for place in range(64)])
    statistic = (((ones - n / 2) ** 2) / (n / 4)).sum()
    low, high = stats.chi2.ppf([ALPHA / 2, 1 - ALPHA / 2], 64)
    assert low < statistic < high


def test_no_draw_comes_twice(bits):
    """Among 2.5 million draws of 64 bits a pair is equal with chance n^2 / 2^65 = 1.7e-7."""
    assert len(np.unique(bits)) == bits.size


def test_the_next_day_knows_nothing_of_today(bits):
    assert_uncorrelated(unit(bits[:-1]), unit(bits[1:]))


def test_the_same_weekday_of_the_next_week_knows_nothing_of_today(bits):
    assert_uncorrelated(unit(bits[:-7]), unit(bits[7:]))


def test_neighboring_people_share_no_luck(bits):
    assert_uncorrelated(unit(bits[:, :-1]), unit(bits[:, 1:]))


@pytest.mark.parametrize(
    "other",
    [{"seed": 20_270_105}, {"replication": 1}, {"purpose": "training"}],
    ids=["the-next-seed", "the-next-replication", "another-purpose"],
)
def test_another_stream_shares_no_luck(ids, bits, other):
    assert_uncorrelated(unit(bits), unit(table(ids, **other)))


@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)], ids=str)
def test_the_four_fields_of_one_draw_share_no_luck(bits, pair):
    assert_uncorrelated(field(bits, pair[0]), field(bits, pair[1]))


def test_pairs_of_consecutive_days_fill_a_square_evenly(bits):
    cells = (bits >> np.uint64(58)).astype(np.int64)
    assert_uniform(cells[:-1:2] * 64 + cells[1::2], 64 * 64)


def test_pairs_of_the_lowest_bits_fill_a_square_evenly_too(bits):
    cells = (bits & np.uint64(63)).astype(np.int64)
    assert_uniform(cells[:-1:2] * 64 + cells[1::2], 64 * 64)


def test_pairs_of_neighboring_people_fill_a_square_evenly(bits):
    cells = (bits >> np.uint64(58)).astype(np.int64)
    assert_uniform(cells[:, :-1:2] * 64 + cells[:, 1::2], 64 * 64)


def test_a_rare_event_comes_as_often_to_everybody_and_on_every_day(bits):
    """Days below .02 by person, and people below .02 by day: chi-square around the mean of a binomial."""
    rare = field(bits, 2) < 1_311
    for axis in (0, 1):
        counted = rare.sum(axis=axis)
        n, p = rare.shape[axis], 1_311 / 65_536
        statistic = ((counted - n * p) ** 2).sum() / (n * p * (1 - p))
        low, high = stats.chi2.ppf([ALPHA / 2, 1 - ALPHA / 2], len(counted))
        assert low < statistic < high


def test_flipping_any_bit_of_an_id_flips_every_bit_of_the_draw_half_of_the_time():
    """Avalanche: 64 x 64 flip counts of a binomial(2,000, 1/2); their squared z add up to chi-square(4,096)."""
    n = 2_000
    stream, some = Luck(1, 0).stream("home"), IDS["hashed ids"][:n]
    before = stream.bits(some, FIRST_DAY)
    flips = np.array(
        [
            np.unpackbits((stream.bits(some ^ np.uint64(1 << place), FIRST_DAY) ^ before).view(np.uint8)).reshape(n, 64)
            for place in range(64)
        ]
    ).sum(axis=1, dtype=np.int64)
    statistic = ((flips - n / 2) ** 2 / (n / 4)).sum()
    low, high = stats.chi2.ppf([ALPHA / 2, 1 - ALPHA / 2], 4_096)
    assert low < statistic < high


def test_a_known_bad_generator_would_be_noticed():
    """The checks have teeth: a counter that is not mixed fails the grid of pairs."""
    lazy = (np.arange(PEOPLE * 100, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)).reshape(100, PEOPLE)
    cells = (lazy >> np.uint64(58)).astype(np.int64)
    with pytest.raises(AssertionError, match="chi-square"):
        assert_counts(
            np.bincount((cells[:-1:2] * 64 + cells[1::2]).ravel(), minlength=4_096), np.full(4_096, 30.517578125)
        )
