"""What a template says of itself: how to fill it in, and what each column is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.importers.sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Names (folded) of sheets that are for people and hold no table.
FOR_PEOPLE = ("read_me", "readme", "lue_minut", "ohje", "ohjeet")

TITLE = "Tables of a scenario of office-sim"
STEPS = (
    "Every table is filled in with an example that runs as it is. Put your own rows in place of those of the example.",
    "Begin with sites, zones, units and teams. Rooms, norms and activities refine the answer.",
    "Columns in bold are needed. What is left blank elsewhere keeps its default. Finnish headers are understood.",
    "Write a list as a; b; c, and a list of one as [a]. Times are HH:MM, dates YYYY-MM-DD, shares 0 to 1.",
    "Rows that begin with # are remarks. Formulas are not run: the value stored with them is taken.",
    "No names, e-mail addresses or identity codes of persons: people are drawn from the size of their team.",
    "Run it with: office-sim scenario=FILE.xlsx, or for a folder of CSV files: office-sim scenario=FOLDER/",
)


def columns() -> Iterator[tuple[str, str, str, str]]:
    """Yield the name of each table and column, whether it is needed, and what it means."""
    for sheet in SHEETS:
        yield sheet.name, "", "", sheet.meaning
        for column in sheet.columns:
            choices = f" ({', '.join(column.choices)})" if column.choices else ""
            yield sheet.name, column.name, "needed" if column.needed else "", column.meaning + choices


def text() -> str:
    """Return the whole guide as plain text, for folders of CSV files."""
    parts = [TITLE, "", *STEPS, ""]
    for sheet, column, needed, meaning in columns():
        mark = f" [{needed}]" if needed else ""
        parts.append(f"  {column}{mark}: {meaning}" if column else f"\n{sheet}.csv: {meaning}")
    return "\n".join(parts) + "\n"
