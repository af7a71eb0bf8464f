"""The tables of a results folder, each read from its file when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl


class WrittenTables(Mapping[str, "pl.DataFrame"]):
    """Tables by name, for a process that did not make them: most figures need a small one or two of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, pl.DataFrame] = {}

    def __getitem__(self, name: str) -> pl.DataFrame:
        import polars as pl

        if name not in self._read:
            path = self._folder / f"{name}.parquet"
            if not path.is_file():
                raise KeyError(name)
            self._read[name] = pl.read_parquet(path)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return (path.stem for path in sorted(self._folder.glob("*.parquet")))

    def __len__(self) -> int:
        return len(list(iter(self)))
