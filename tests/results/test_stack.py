"""Counts of all replications on each other, read from packed bytes when they are asked for."""

from __future__ import annotations

import numpy as np
import pytest

from sim.results import stack
from sim.results.archive import pack, unpack
from sim.results.stack import Stack

COUNTS = {
    7: {"a": np.array([[1, 2]], dtype=np.uint8), "shared_days": np.zeros((0, 3), dtype=np.int32)},
    2: {"a": np.array([[300, 4]], dtype=np.uint16), "shared_days": np.ones((2, 3), dtype=np.int32)},
    5: {"a": np.array([[70_000, 6]], dtype=np.int32), "shared_days": np.ones((1, 3), dtype=np.int32)},
}


def test_replications_lie_in_the_order_of_their_numbers_in_a_type_that_holds_them_all():
    laid = Stack(COUNTS)
    assert laid.replications == [2, 5, 7]
    assert laid["a"].tolist() == [[[300, 4]], [[70_000, 6]], [[1, 2]]]
    assert list(laid) == ["a"]
    assert len(laid) == 1


def test_packed_counts_give_the_same_stack():
    packed = {number: unpack(pack(counted)) for number, counted in COUNTS.items()}
    np.testing.assert_array_equal(Stack(packed)["a"], Stack(COUNTS)["a"])
    assert [len(events) for events in Stack(packed).shared_days] == [2, 1, 0]


def test_shared_days_cannot_be_laid_on_each_other():
    with pytest.raises(KeyError):
        Stack(COUNTS)["shared_days"]


def test_small_arrays_are_kept_and_large_ones_read_again(monkeypatch):
    laid = Stack(COUNTS)
    assert laid["a"] is laid["a"]
    monkeypatch.setattr(stack, "_LARGEST_KEPT_BYTES", 10)
    anew = Stack(COUNTS)
    assert anew["a"] is not anew["a"]
    np.testing.assert_array_equal(anew["a"], laid["a"])
