"""`make gallery`: run what the README shows, and save its pictures with few colors into docs/figures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.faults.command import ROOT, results_of, run

COLORS = 64
#: Arguments of a run, and the figures of it that are shown.
RUNS = (
    ([], ("risk_curve", "presence_by_purpose_day")),
    (["study=close", "run=quick"], ("closing_ladder",)),
    (["study=compare", "run=quick"], ("frontier", "winners_and_losers")),
)


def main() -> int:
    """Run and save; pictures that have not changed are left alone."""
    with tempfile.TemporaryDirectory() as folder:
        for arguments, figures in RUNS:
            code, out, err = run(arguments, Path(folder))
            if code:
                print(err, file=sys.stderr)
                return code
            for figure in figures:
                picture = Image.open(results_of(out, Path(folder)) / "figures" / f"{figure}.png").convert("RGB")
                target = ROOT / "docs" / "figures" / f"{figure}.png"
                picture.quantize(COLORS, dither=Image.Dither.NONE).save(target, optimize=True)
                print(target.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
