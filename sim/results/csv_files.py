"""Tables as CSV for programs that read no Parquet: commas, decimal points, ISO dates, UTF-8.

A text that a spreadsheet program would take for a formula gets an apostrophe in front (CWE-1236); numbers do not, for a
negative number has to stay one.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

#: What a formula may begin with.
_FORMULA = r"^[=+\-@\t\r\n\x00]"


def csv_bytes(table: pl.DataFrame) -> bytes:
    """Return a table as CSV; null is empty, and an empty text stands in quotes."""
    import polars as pl

    text = pl.selectors.string()
    harmless = pl.when(text.str.contains(_FORMULA)).then("'" + text).otherwise(text).name.keep()
    stream = io.BytesIO()
    table.with_columns(harmless).write_csv(stream, date_format="%Y-%m-%d")
    return stream.getvalue()
