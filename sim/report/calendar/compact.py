"""Whole numbers as short texts: a page for a city holds a hundred thousand of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Signs that stand in JSON and in HTML as themselves, the place of each being its value.
SIGNS = "".join(chr(code) for code in range(35, 127) if chr(code) not in "&<>\\'")


def packed(numbers: NDArray[np.integer]) -> str:
    """Write numbers, none negative, with equally many signs each: the length of the text tells how many."""
    base, values = len(SIGNS), np.asarray(numbers, dtype=np.int64)
    width = 1
    while len(values) and values.max() >= base**width:
        width += 1
    digits = [values // base**power % base for power in reversed(range(width))]
    signs = np.frombuffer(SIGNS.encode("ascii"), dtype=np.uint8)
    text: bytes = signs[np.stack(digits, axis=1).ravel()].tobytes()
    return text.decode("ascii")
