"""`make gallery`: run what the README shows, and save its figures and pieces of its pages as small pictures."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from tests.faults.command import ROOT, results_of, start

COLORS = 64
PATIENCE_SECONDS = 900


class Shown(NamedTuple):
    """Arguments of a run, which of its figures are shown, and which element of its page."""

    arguments: list[str]
    figures: tuple[str, ...]
    element: str = ""


RUNS = (
    Shown([], ("risk_curve", "presence_by_purpose_day"), "calendar"),
    Shown(["study=close", "run=quick"], ("closing_ladder",)),
    Shown(["study=compare", "run=quick"], ("frontier", "winners_and_losers"), "explorer"),
)


def main() -> int:
    """Run and save; pictures that have not changed are left alone."""
    folder = Path(tempfile.mkdtemp())
    try:
        for shown in RUNS:
            process = start(shown.arguments, folder)
            out, err = process.communicate(timeout=PATIENCE_SECONDS)
            if process.returncode:
                print(err, file=sys.stderr)
                return process.returncode
            results = results_of(out, folder)
            for figure in shown.figures:
                save(figure, (results / "figures" / f"{figure}.png").read_bytes())
            if shown.element:
                save(shown.element, photographed(results / "report.html", shown.element))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def save(name: str, picture: bytes) -> None:
    """Save a picture with few colors."""
    target = ROOT / "docs" / "figures" / f"{name}.png"
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(COLORS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(target.relative_to(ROOT))


def photographed(page: Path, element: str) -> bytes:
    """Take a picture of an element of a page, by its id, as it opens."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1200, "height": 900})
        opened.goto(page.as_uri())
        picture = opened.locator(f"#{element}").screenshot()
        browser.close()
    return picture


if __name__ == "__main__":
    sys.exit(main())
