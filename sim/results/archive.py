"""Arrays of one replication as one file: a zip of .npy members whose bytes depend on nothing but the arrays."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.metrics.observer import Arrays

#: The zip format's first day: a time stamp would make equal arrays give unequal files.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def pack(arrays: Arrays) -> bytes:
    """Return the arrays as the bytes of an .npz file; the same arrays give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in sorted(arrays):
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, member.getvalue(), compresslevel=1)
    return file.getvalue()


def unpack(content: bytes) -> Arrays:
    """Return the arrays of an .npz file; never runs code (no pickle)."""
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}
