"""Renews the ranking that is shipped: ``python -m sim.report.ledger_shipped RESULTS_FOLDER "COMMAND"``.

The folder is that of a study=sensitivity of espoo, the command the one that made it.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import sim
from sim.report.ledger_drivers import COLUMNS, SHIPPED


def shipped_text(folder: Path, command: str, date: str) -> str:
    """Return the shipped file: the rows of table `sensitivity` that show more than luck, with when and how."""
    import polars as pl

    table = pl.read_parquet(folder / "tables" / "sensitivity.parquet")
    clear = table.filter(pl.col("adjusted_p") < 0.05, pl.col("swing") > 0).select(COLUMNS)
    told = {
        "command": command,
        "date": date,
        "model_version": sim.MODEL_VERSION,
        "replications": int(table["replications"].min()),  # type: ignore[arg-type]
        "rows": clear.with_columns(pl.col("swing", "adjusted_p").round_sig_figs(6)).to_dicts(),
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    _, given, how = sys.argv
    text = shipped_text(Path(given), how, datetime.now(UTC).date().isoformat())
    (Path(__file__).parent / SHIPPED).write_text(text, encoding="utf-8")
