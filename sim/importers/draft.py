"""The scenario that is being put together from tables: its data, and for each key the cell it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.errors import Mistake
from sim.importers.table import Spoiled
from sim.importers.texts import visible

if TYPE_CHECKING:
    from sim.importers.values import Value

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value stands: the row in words, and the column or, with `is_setting`, the setting.

    With `names` the cell stands for the whole row, which is called so.
    """

    row: str
    column: str = ""
    names: str = ""
    is_setting: bool = False


def dotted(path: Path) -> str:
    """Return a path as the key of messages."""
    return ".".join(visible(str(part)) for part in path)


@dataclass(slots=True)
class Draft:
    """What has been read so far. `label` is the name of the whole source; a mistake under it still has its dotted key.

    Such mistakes are moved to their cells at the end, together with those that the checks behind find, so that both
    can be told apart by key.
    """

    label: str
    data: dict[str, object] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    sources: dict[Path, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    #: Whether the tables hold all units and teams there are, or add to those of a file of conf/.
    is_whole: bool = True
    #: Keys of rows that could not be read: what is missing there is told already.
    broken: set[str] = field(default_factory=set)

    def at(self, path: Path) -> dict[str, object] | None:
        """Return the section at a key, or None where there is none."""
        place: object = self.data
        for part in path:
            place = place.get(str(part)) if isinstance(place, dict) else None
        return place if isinstance(place, dict) else None

    def section(self, path: Path, cell: Cell) -> bool:
        """Make a section, remember its cell, and say whether it could be made."""
        place = self.data
        for part in path:
            inner = place.setdefault(str(part), {})
            if not isinstance(inner, dict):
                return False
            place = inner
        known = self.cells.get(dotted(path))
        if known is None or (known.is_setting and not cell.is_setting):
            # A row of its own says more of a thing than a setting of it elsewhere.
            self.cells[dotted(path)] = cell
        return True

    def put(self, path: Path, value: Value, cell: Cell) -> None:
        """Put a value at a key; a spoiled one becomes a mistake, and its text is put there instead."""
        place: dict[str, object] = self.data
        for part in path[:-1]:
            inner = place.setdefault(str(part), {})
            if not isinstance(inner, dict):
                self.blame(path, cell, f"cannot be set, because {dotted(path[:-1])} has a value of its own")
                return
            place = inner
        if isinstance(place.get(str(path[-1])), dict):
            self.blame(path, cell, "cannot have a value, because other settings stand below it")
            return
        if str(path[-1]) in place and (first := self.cells.get(dotted(path))):
            problem = f"is set twice: in {first.row}, and again here"
            self.cells[dotted(path)] = cell
            self.blame(path, cell, problem, fix="keep one of the two")
            return
        self.cells[dotted(path)] = cell
        place[str(path[-1])] = self.item(path, value, cell)

    def note_source(self, path: Path, source: Value, cell: Cell) -> None:
        """Remember what stands beside a value as its source; it may be about the world, and not about a person."""
        if isinstance(source, str):
            self.sources[path] = source
        elif isinstance(source, Spoiled):
            place = (cell.row, cell.column)
            self.cells[dotted(place)] = cell
            self.item(place, source, cell)

    def blame(self, path: Path, cell: Cell, problem: str, **more: str) -> None:
        """Note a mistake at a key."""
        self.cells.setdefault(dotted(path), cell)
        self.mistakes.append(Mistake(problem=problem, file=self.label, line=None, key=dotted(path), **more))

    def item(self, path: Path, value: Value, cell: Cell) -> object:
        """Return a value as a scenario file would hold it, and note it where it is spoiled."""
        if isinstance(value, list):
            return [self.item((*path, number), item, cell) for number, item in enumerate(value)]
        if isinstance(value, Spoiled):
            shown = visible(value.text[:60])
            self.blame(path, cell, value.problem, value=shown, suggestion=value.suggestion, fix=value.fix)
            return value.text
        return value
