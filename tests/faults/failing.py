"""Makes the n-th call fail that writes below a folder, as SQLite does in its tests, and keeps a log of all of them."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

#: Calls that take a path first.
_OF_PATHS = ("open", "replace", "rename", "mkdir", "unlink", "rmdir", "scandir")


@dataclass
class Calls:
    """The calls that were made below `root`; the `failing` ones, counted from 1, end with an error of the system."""

    root: Path
    failing: range
    error: int = errno.EIO
    log: list[tuple[str, str]] = field(default_factory=list)

    def note(self, call: str, path: str) -> None:
        """Log a call, or let it fail."""
        self.log.append((call, path))
        if len(self.log) in self.failing:
            raise OSError(self.error, os.strerror(self.error), path)

    def is_below(self, path: object) -> bool:
        """Whether a path lies in the folder that is watched."""
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(str(self.root))


class _Written:
    """A file open for writing, whose calls count."""

    def __init__(self, file, calls: Calls, path: str) -> None:
        self._file, self._calls, self._path = file, calls, path

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._file.close()

    def write(self, content):
        self._calls.note("write", self._path)
        return self._file.write(content)

    def flush(self):
        self._calls.note("flush", self._path)
        self._file.flush()


@contextmanager
def watched(calls: Calls) -> Iterator[None]:
    """Put the calls of the system under watch, in this process."""
    with ExitStack() as stack:
        for name in _OF_PATHS:
            stack.enter_context(mock.patch.object(os, name, _of_path(getattr(os, name), name, calls)))
        stack.enter_context(mock.patch.object(os, "fsync", _of_handle(os.fsync, calls)))
        stack.enter_context(mock.patch.object(io, "open", _opening(io.open, calls)))
        yield


def _of_path(real, name: str, calls: Calls):
    def call(path, *arguments, **more):
        if calls.is_below(path):
            to = arguments[0] if name in ("replace", "rename") else path
            calls.note(name, os.fspath(to))
        return real(path, *arguments, **more)

    return call


def _of_handle(real, calls: Calls):
    def call(handle):
        path = str(Path(f"/proc/self/fd/{handle}").readlink())
        if calls.is_below(path):
            calls.note("fsync", path)
        real(handle)

    return call


def _opening(real, calls: Calls):
    def call(path, mode="r", *arguments, **more):
        if not calls.is_below(path):
            return real(path, mode, *arguments, **more)
        calls.note("open", os.fspath(path))
        file = real(path, mode, *arguments, **more)
        return file if mode in ("r", "rb") else _Written(file, calls, os.fspath(path))

    return call
