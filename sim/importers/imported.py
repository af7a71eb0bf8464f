"""What an importer hands to the border: a scenario as the text of a scenario file, and the way back to the cells."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sim.errors import Mistake
    from sim.importers.draft import Cell, Path

#: Signs that JSON may hold as they are and YAML may not.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Imported:
    """A scenario from tables.

    `data` is what a scenario file would hold. `cells` says for each dotted key where it stands, `sources` what stands
    beside it as its source. What the importer has told already is not told again: `absent` are pairs of a section and a
    column that its table lacks, `broken` are keys of rows that could not be read; of the sections in `unsure` a table
    could not be read to its end.
    """

    label: str
    data: Mapping[str, object]
    cells: Mapping[str, Cell]
    sources: Mapping[Path, str]
    absent: frozenset[tuple[str, str]]
    broken: frozenset[str]
    unsure: frozenset[str]
    mistakes: Sequence[Mistake]
    notices: Sequence[str]

    @property
    def text(self) -> str:
        """The scenario as text, which goes through the same reader and the same guard as any file."""
        text = json.dumps(self.data, ensure_ascii=False, default=str)
        return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

    def told_in_cells(self, mistakes: Sequence[Mistake]) -> list[Mistake]:
        """Move mistakes from keys of the scenario to the cells they come from."""
        return [self._moved(one) for one in mistakes if not self._is_told(one)]

    def _is_told(self, mistake: Mistake) -> bool:
        """Whether this follows from a column that is missing or a row that is broken, which has been said."""
        above, _, key = mistake.key.rpartition(".")
        if mistake.problem == "is missing" and (above.rpartition(".")[0], key) in self.absent:
            return True
        if mistake.problem == "has no items" and any(section == mistake.key for section, _ in self.absent):
            return True  # rows without ids make no things
        return any(above in self.broken for above in _sections_above(mistake.key))

    def _moved(self, mistake: Mistake) -> Mistake:
        key, cell = mistake.key, None
        while key and cell is None:
            cell = self.cells.get(key)
            key = key if cell else key.rpartition(".")[0]
        is_ours = mistake.file in ("", self.label) or mistake.file.startswith("conf/")
        if cell is None or not is_ours or (mistake.file.startswith("conf/") and key != mistake.key):
            return replace(mistake, line=None) if mistake.file == self.label else mistake
        rest = mistake.key.removeprefix(key).lstrip(".")
        moved = replace(mistake, file=cell.row, line=None)
        if cell.names and not rest:
            return replace(moved, key=cell.column, value=cell.names)
        if mistake.problem == "is missing" and (cell.names or cell.is_setting):
            fix = f"write the {rest} of {cell.names}" if cell.names else f"add a row that sets {rest}"
            moved = replace(moved, fix=fix)
        if cell.names or not cell.column:
            return replace(moved, key=rest)
        if rest.isdecimal():
            return replace(moved, key=f"{cell.column} (item {int(rest) + 1})")
        return replace(moved, key=".".join(filter(None, (cell.column, rest))))


def _sections_above(key: str) -> Iterator[str]:
    while "." in key:
        key = key.rpartition(".")[0]
        yield key
