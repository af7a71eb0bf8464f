"""Whether two sets of tables are the same: whole numbers, texts and dates to the bit, other numbers within 1e-12."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How far apart two floating-point numbers may be: so much of the larger one, or so much where both are below 1.
TOLERANCE = 1e-12


@dataclass(frozen=True)
class Difference:
    """How one set of tables compares with another; `problems` say where more than rounding differs."""

    furthest: float
    problems: tuple[str, ...]


def exact_hash(tables: Mapping[str, pl.DataFrame]) -> str:
    """Hash names, types and rows of all tables, and every column that is no floating-point number."""
    digest = hashlib.sha256()
    for name, table in sorted(tables.items()):
        digest.update(f"{name} {table.height} {list(table.schema.items())}\n".encode())
        exact = table.select(pl.exclude(pl.Float64, pl.Float32))
        digest.update(exact.write_csv(null_value="\0", quote_style="always").encode())
    return digest.hexdigest()


def difference(one: Mapping[str, pl.DataFrame], other: Mapping[str, pl.DataFrame]) -> Difference:
    """Compare every table of one set with that of the other."""
    furthest, problems = 0.0, []
    if exact_hash(one) != exact_hash(other):
        problems.append("whole numbers, texts or dates differ" + _where(one, other))
    for name in sorted(one.keys() & other.keys()):
        for column in one[name].select(pl.col(pl.Float64, pl.Float32)).columns:
            if column not in other[name].columns or one[name].height != other[name].height:
                continue  # which the hash has told
            apart = _apart(one[name][column], other[name][column])
            furthest = max(furthest, apart)
            if apart > TOLERANCE:
                problems.append(f"{name}.{column} differs by {apart:.1e}")
    return Difference(furthest, tuple(problems))


def _apart(one: pl.Series, other: pl.Series) -> float:
    """Return the largest difference between two columns, infinite where one has a number and the other has none."""
    if (one.is_null() != other.is_null()).any() or (one.is_nan() != other.is_nan()).any():
        return math.inf
    both = (
        pl.DataFrame({"a": one, "b": other})
        .drop_nulls()
        .filter(pl.col("a").is_not_nan() & (pl.col("a") != pl.col("b")))
    )
    scale = pl.max_horizontal(pl.col("a").abs(), pl.col("b").abs(), 1.0)
    largest = both.select(((pl.col("a") - pl.col("b")).abs() / scale).max()).item()
    return 0.0 if largest is None else float(largest)


def _where(one: Mapping[str, pl.DataFrame], other: Mapping[str, pl.DataFrame]) -> str:
    if one.keys() != other.keys():
        return f": tables {sorted(one.keys() ^ other.keys())} are in one set only"
    return ": " + ", ".join(
        name for name in sorted(one) if exact_hash({name: one[name]}) != exact_hash({name: other[name]})
    )
