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
WIDTH = 1_200
PATIENCE_SECONDS = 900


class Shown(NamedTuple):
    """Arguments of a run, which of its figures are shown, and of which element of its page how much.

    `chosen` is the control that is used before the picture is taken.
    """

    arguments: list[str]
    figures: tuple[str, ...]
    element: str = ""
    height: int = 1_140
    chosen: str = ""


RUNS = (
    Shown([], ("risk_curve", "presence_by_purpose_day"), "calendar"),
    Shown(["study=close", "run=quick"], ("closing_ladder",)),
    Shown(
        ["study=compare", "run=quick"],
        ("frontier", "winners_and_losers"),
        "explorer",
        height=960,
        chosen="input[name=explorer-policy][value='3']",
    ),
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
                save(shown.element, photographed(results / "report.html", shown))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def save(name: str, picture: bytes) -> None:
    """Save a picture with few colors."""
    target = ROOT / "docs" / "figures" / f"{name}.png"
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(COLORS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(target.relative_to(ROOT))


def photographed(page: Path, shown: Shown) -> bytes:
    """Take a picture of the upper part of an element of a page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": WIDTH, "height": 900})
        opened.goto(page.as_uri())
        if shown.chosen:
            opened.locator(shown.chosen).check()
        top = opened.locator(f"#{shown.element}").bounding_box()["y"]
        clip = {"x": 0, "y": top, "width": WIDTH, "height": shown.height}
        picture = opened.screenshot(clip=clip, full_page=True)
        browser.close()
    return picture


if __name__ == "__main__":
    sys.exit(main())
