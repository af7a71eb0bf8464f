"""What a table and a column of it are, and the columns that several tables have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.importers.texts import fold

if TYPE_CHECKING:
    from sim.importers.values import Kind


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what it is for, what it means, and its other names; `needed` ones may not be blank.

    `key` is the key it fills below the row's section, by default the header; `choices` are offered by the template.
    """

    name: str
    kind: Kind
    meaning: str
    synonyms: tuple[str, ...] = ()
    needed: bool = False
    choices: tuple[str, ...] = ()
    key: tuple[str | int, ...] = ()

    @property
    def path(self) -> tuple[str | int, ...]:
        """The key it fills, below the section of the row."""
        return self.key or (self.name,)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. `layout` says how rows become sections.

    things: each row is a section named by its first column, below `section`; norms: each row is the norm of one level;
    settings: each row is one setting with its value, below `section` and, for activities, the activity's name.
    """

    name: str
    layout: Literal["things", "norms", "settings"]
    section: tuple[str, ...]
    meaning: str
    columns: tuple[Column, ...]
    synonyms: tuple[str, ...] = ()
    needed: bool = False

    def column_named(self, folded: str) -> Column | None:
        """Return the column that a folded header means."""
        return next((one for one in self.columns if folded in map(fold, (one.name, *one.synonyms))), None)

    def means_column(self, cell: object) -> bool:
        """Whether a cell holds the name of one of the columns, or another name for it."""
        return isinstance(cell, str) and self.column_named(fold(cell)) is not None


SOURCE = Column(
    "source",
    "text",
    "where the values of the row come from; printed in the report",
    ("lähde", "note", "notes", "huomautus", "huom", "comment"),
)
SITE = Column("site_id", "text", "the site it belongs to", ("site", "toimipiste", "toimipaikka", "talo"), needed=True)
FLOOR = Column("floor", "number", "floor of the building, default 1", ("kerros", "krs"))
WING = Column("wing", "text", "wing of the building, default A", ("siipi",))
AREA = Column(
    "area_m2", "number", "floor area in square meters", ("area", "m2", "pinta_ala", "ala", "ala_m2", "pinta_ala_m2")
)
OPENS = ("opens", "aukeaa", "avataan", "opening_time")
CLOSES = ("closes", "sulkeutuu", "suljetaan", "closing_time")
