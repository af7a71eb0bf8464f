"""How a figure gets into a page: as lines where they are few, else as a small image."""

from __future__ import annotations

import base64
import io

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from sim.report import picture
from sim.report.picture import picture_of
from sim.report.plots import canvas
from sim.report.plots.canvas import Drawing


def png_of(pixels):
    with io.BytesIO() as stream:
        Image.fromarray(pixels).save(stream, format="PNG")
        return stream.getvalue()


def shown(monkeypatch, svg, png):
    monkeypatch.setattr(canvas, "svg_bytes", lambda _: svg)
    monkeypatch.setattr(canvas, "png_bytes", lambda _: png)
    return picture_of(Drawing(name="a", title="", reading="", alternative="", figure=Figure())).source


def test_a_figure_of_few_lines_stands_in_the_page_as_they_are(monkeypatch):
    kind, _, data = shown(monkeypatch, b"<svg/>", b"").partition(";base64,")
    assert (kind, base64.b64decode(data)) == ("data:image/svg+xml", b"<svg/>")


def test_a_figure_of_very_many_lines_becomes_an_image_of_few_colors_that_looks_the_same(monkeypatch):
    across = np.linspace(0, 255, 600).astype(np.uint8)
    pixels = np.stack([np.tile(across, (400, 1)), np.tile(across[::-1], (400, 1)), np.full((400, 600), 128)], axis=2)
    png = png_of(pixels.astype(np.uint8))
    source = shown(monkeypatch, b" " * (picture._LARGEST_SVG_BYTES + 1), png)
    assert source == shown(monkeypatch, b" " * (picture._LARGEST_SVG_BYTES + 1), png)
    kind, _, data = source.partition(";base64,")
    assert kind == "data:image/png"
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    assert image.size == (600, 400)
    assert len(image.getcolors()) <= picture._COLORS
    difference = np.abs(np.asarray(image.convert("RGB")).astype(int) - pixels)
    assert difference.mean() < 3
