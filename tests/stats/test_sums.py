"""Sums of site answers: limits that know that sites share their luck, or do not."""

import numpy as np

from sim.stats.interval import Interval
from sim.stats.sums import sum_interval

SITES = [Interval(10.0, 7.0, 14.0), Interval(20.0, 16.0, 23.0)]


def test_limits_of_sites_that_move_together_add_up():
    together = np.array([[1.0, 2, 3], [2.0, 4, 6]])
    assert sum_interval(SITES, together) == Interval(30.0, 23.0, 37.0)


def test_half_widths_of_sites_that_have_nothing_to_do_with_each_other_add_up_as_squares():
    apart = np.array([[1.0, -1, 1, -1], [1.0, 1, -1, -1]])
    assert sum_interval(SITES, apart) == Interval(30.0, 25.0, 35.0)


def test_sites_that_always_make_up_for_each_other_leave_little_doubt():
    against = np.array([[1.0, 2, 3], [3.0, 2, 1]])
    assert sum_interval(SITES, against) == Interval(30.0, 29.0, 31.0)


def test_an_unknown_site_leaves_the_sum_unknown_and_one_replication_leaves_no_limits():
    unknown = Interval(None, None, None)
    assert sum_interval([SITES[0], unknown], np.zeros((2, 3))) == unknown
    assert sum_interval([Interval(1.0, None, None)], np.zeros((1, 1))) == Interval(1.0, None, None)
    assert sum_interval([], np.zeros((0, 3))) == unknown
