"""Whether the content of a stored file is what a replication leaves behind; a received store may hold anything.

A hash in a name finds damage, and nobody who writes the name as well. So each array is read once, in parts, before
anybody relies on it: its name, its kind and its axes must be those that the scenario asks for.
"""

from __future__ import annotations

import io
import math
import zipfile
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

_BEGINNING = b"PK\x03\x04"
_ENDING = ".npy"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: Truth values, whole numbers and numbers with a fraction: no text, dates, objects or records of them.
_NUMBERS, _WHOLE_NUMBERS = "biuf", "biu"
_MOST_AXES = 8
#: Looked at together, about; a multiple of the size of every number.
_PART_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Expected:
    """What an array must look like; an axis of None may have any length.

    Only what is no count may have a fraction, and it is finite. `indices` says of columns, by their number along the
    last axis, which values they may have, because something is looked up by them.
    """

    axes: tuple[int | None, ...]
    is_whole: bool = True
    indices: Mapping[int, range] = field(default_factory=dict)

    def allows(self, shape: tuple[int, ...], dtype: np.dtype) -> bool:
        """Whether an array of this shape and kind may be it."""
        fits = len(shape) == len(self.axes) and all(
            axis is None or axis == length for axis, length in zip(self.axes, shape, strict=True)
        )
        return fits and dtype.kind in (_WHOLE_NUMBERS if self.is_whole else "f")

    def allows_values(self, values: np.ndarray) -> bool:
        """Whether a part of an array may be part of it."""
        if not self.is_whole:
            return bool(np.isfinite(values).all())
        rows = values.reshape(-1, self._width)
        columns = ((rows[:, number], allowed) for number, allowed in self.indices.items())
        return all(bool(((column >= allowed.start) & (column < allowed.stop)).all()) for column, allowed in columns)

    def part_bytes(self, dtype: np.dtype) -> int:
        """Return how many bytes of it to look at together: whole rows."""
        return self._width * dtype.itemsize * max(1, _PART_BYTES // (self._width * dtype.itemsize))

    @property
    def _width(self) -> int:
        return max(1, math.prod(length for length in self.axes[1:] if length is not None))


def are_numbers(content: bytes, expected: Mapping[str, Expected] | None = None) -> bool:
    """Whether an archive holds arrays of numbers, all of which can be read, and those that are expected."""
    try:
        return content.startswith(_BEGINNING) and _are_numbers(content, expected)
    except Exception:  # noqa: BLE001 (a forged file may fail in any way)
        return False


def _are_numbers(content: bytes, expected: Mapping[str, Expected] | None) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        names = [member.filename.removesuffix(_ENDING) for member in members]
        if not members or len(set(names)) < len(names) or not all(m.filename.endswith(_ENDING) for m in members):
            return False
        if expected is None:
            return all(_shape(archive, member, None) is not None for member in members)
        if set(names) != expected.keys():
            return False
        shapes = {name: _shape(archive, member, expected[name]) for name, member in zip(names, members, strict=True)}
        # Columns of one table, so they have one length.
        lengths = {shape for name, shape in shapes.items() if expected[name].axes == (None,)}
        return None not in shapes.values() and len(lengths) <= 1


def _shape(archive: zipfile.ZipFile, member: zipfile.ZipInfo, expected: Expected | None) -> tuple[int, ...] | None:
    """Read an array to its end and return its shape, or None where it is not what it should be."""
    if member.compress_type not in _METHODS:
        return None
    with archive.open(member) as file:
        if np.lib.format.read_magic(file) != (1, 0):
            return None
        shape, is_by_column, dtype = np.lib.format.read_array_header_1_0(file)
        is_array = len(shape) <= _MOST_AXES and min(shape, default=0) >= 0 and dtype.kind in _NUMBERS
        if not is_array or (expected is not None and (is_by_column or not expected.allows(shape, dtype))):
            return None
        left = math.prod(shape) * dtype.itemsize
        if member.file_size - file.tell() != left:
            return None
        # At the end of the member its checksum is compared.
        while part := _read_whole(file, _PART_BYTES if expected is None else expected.part_bytes(dtype)):
            left -= len(part)
            if expected is not None and not expected.allows_values(np.frombuffer(part, dtype)):
                return None
    return shape if left == 0 else None


def _read_whole(file: IO[bytes], count: int) -> bytes:
    """Read so many bytes, or all that are left; a single `read` of a packed member may return fewer."""
    parts = []
    while count and (part := file.read(count)):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
