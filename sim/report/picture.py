"""A figure as the page and the folder take it: its words, and itself as SVG and as PNG."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sim.report.plots.canvas import Drawing

#: A drawing with very many signs is smaller as an image, and a page has to fit into a mail.
_LARGEST_SVG_BYTES = 200_000
#: Colors of an image within a page: letters and lines keep their edges, and it is a third as large.
_COLORS = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure as the page takes it."""

    name: str
    reading: str
    alternative: str
    svg: bytes
    png: bytes
    small: bytes = b""

    @property
    def source(self) -> str:
        """The picture itself, inside the address: as lines, or as the `small` image where it has one."""
        kind, data = ("png", self.small) if self.small else ("svg+xml", self.svg)
        return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _few_colors(png: bytes) -> bytes:
    """Write an image anew with as many colors as the eye needs; same image, same bytes."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image, io.BytesIO() as stream:
        image.convert("RGB").quantize(_COLORS, dither=Image.Dither.NONE).save(stream, format="PNG", optimize=True)
        return stream.getvalue()


def picture_of(drawing: Drawing) -> Picture:
    """Draw a figure in both formats; same figure, same bytes."""
    from sim.report.plots.canvas import png_bytes, svg_bytes

    svg, png = svg_bytes(drawing.figure), png_bytes(drawing.figure)
    return Picture(
        name=drawing.name,
        reading=drawing.reading,
        alternative=drawing.alternative,
        svg=svg,
        png=png,
        small=_few_colors(png) if len(svg) > _LARGEST_SVG_BYTES else b"",
    )


def write_pictures(folder: Path, pictures: Iterable[Picture]) -> None:
    """Write each figure as SVG and PNG into `folder/figures`."""
    figures = folder / "figures"
    figures.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        (figures / f"{picture.name}.svg").write_bytes(picture.svg)
        (figures / f"{picture.name}.png").write_bytes(picture.png)
