"""Orders are those of `numpy.lexsort`, whatever the numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sim.order import in_order


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.int16, np.int32, np.int64, np.uint64])
@given(data=st.data())
def test_the_order_is_that_of_lexsort(dtype, data):
    """Few different numbers and the most extreme ones, so that there are ties and overflows to fall into."""
    info = np.iinfo(dtype)
    few = st.sampled_from([0, 1, 2, 3, info.min, info.min + 1, info.max - 1, info.max])
    length = data.draw(st.integers(0, 12))
    first, second = (data.draw(arrays.arrays(dtype, length, elements=few)) for _ in range(2))
    assert in_order(first).tolist() == np.argsort(first, kind="stable").tolist()
    assert in_order(first, second).tolist() == np.lexsort((first, second)).tolist()
