"""Arrays of one replication as one file: a zip of .npy members whose bytes depend on nothing but the arrays."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.lib.npyio import NpzFile
    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays

#: The zip format's first day: a time stamp would make equal arrays give unequal files.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
#: More bytes than the header of a .npy member takes.
_HEADER = 1024


def pack(arrays: Arrays) -> bytes:
    """Return the arrays as the bytes of an .npz file; the same arrays give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in sorted(arrays):
            info = zipfile.ZipInfo(f"{name}.npy", _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            array = np.ascontiguousarray(arrays[name])
            # The size told beforehand is what decides whether a member of over 2 GB may be written.
            info.file_size = array.nbytes + _HEADER
            with archive.open(info, "w") as member:
                np.lib.format.write_array(member, array, allow_pickle=False)
    return file.getvalue()


class Unpacked(Mapping[str, "NDArray[Any]"]):
    """The arrays of an .npz file, each read when it is asked for: packed they take a fraction of the memory.

    Never runs code (no pickle).
    """

    def __init__(self, content: bytes) -> None:
        self._file: NpzFile = np.load(io.BytesIO(content), allow_pickle=False)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Read one array."""
        array: NDArray[Any] = self._file[name]
        return array

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._file.files)

    def __len__(self) -> int:
        """Count the arrays."""
        return len(self._file.files)


def unpack(content: bytes) -> Arrays:
    """Open the arrays of an .npz file."""
    return Unpacked(content)
