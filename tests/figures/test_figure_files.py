"""Files of figures: made without pyplot, the same twice, and unharmed by names that break other things."""

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from sim.report.plots.canvas import WIDTH_INCHES, drawing_style, png_bytes, svg_bytes
from sim.report.plots.gallery import draw_all
from tests.report.synthetic import NASTY

FIGURES = ["demand_over_the_year", "weekday_profile", "risk_curve", "site_weekday_heat", "office_day_deciders"]


@pytest.fixture(scope="module")
def nasty_files(nasty):
    return {drawing.name: (svg_bytes(drawing.figure), png_bytes(drawing.figure)) for drawing in draw_all(nasty)}


@pytest.mark.parametrize("name", FIGURES)
def test_a_smoke_image_of_every_figure_has_ink(nasty_files, name):
    svg, png = nasty_files[name]
    image = Image.open(io.BytesIO(png))
    assert image.width == pytest.approx(144 * WIDTH_INCHES, abs=1)
    assert len(image.convert("L").getcolors(256)) > 20
    assert svg.startswith(b"<?xml") and b"<script" not in svg and b"dc:date" not in svg


def test_the_same_evidence_gives_the_same_bytes_also_in_threads(nasty, nasty_files):
    def files(_):
        return {drawing.name: (svg_bytes(drawing.figure), png_bytes(drawing.figure)) for drawing in draw_all(nasty)}

    with ThreadPoolExecutor(2) as threads:
        for again in threads.map(files, range(2)):
            assert again == nasty_files


def test_a_png_names_no_software_and_no_date(nasty_files):
    assert not Image.open(io.BytesIO(nasty_files["weekday_profile"][1])).info.keys() & {"Software", "Creation Time"}


def test_every_nasty_name_stands_on_an_axis_and_suppressed_ones_do_not(nasty):
    heat = next(drawing for drawing in draw_all(nasty) if drawing.name == "site_weekday_heat")
    labels = {label.get_text() for label in heat.figure.axes[0].get_yticklabels()}
    hidden = {site.name for site in nasty.answer.suppressed}
    assert {"=1+1", "_x", "שלום עולם", "Hämeenkylä & Söner", "会議室 🙂"} - hidden <= labels
    assert "<script>alert(1)</script>" in hidden and not labels & hidden
    assert len(labels) == len(NASTY) - len(hidden)  # two names of 80 and 81 signs stay apart


def test_no_text_leaves_the_sheet(nasty, city):
    for evidence in (nasty, city):
        for drawing in draw_all(evidence):
            svg_bytes(drawing.figure)
            with drawing_style():
                width = drawing.figure.bbox.width
                boxes = [text.get_window_extent() for text in drawing.figure.texts]
                boxes += [axes.get_tightbbox() for axes in drawing.figure.axes]
            assert all(box.x0 >= -1 and box.x1 <= width + 1 for box in boxes), drawing.name
            title, caption = boxes[0], boxes[1]
            plots = boxes[len(drawing.figure.texts) :]
            assert all(box.y1 <= title.y0 + 1 and box.y0 >= caption.y1 - 1 for box in plots), drawing.name


def test_no_text_of_a_panel_covers_another_panel(city):
    drawing = next(drawing for drawing in draw_all(city) if drawing.name == "risk_curve")
    svg_bytes(drawing.figure)
    with drawing_style():
        boxes = [axes.get_tightbbox() for axes in drawing.figure.axes]
    for number, one in enumerate(boxes):
        assert not any(one.shrunk(0.99, 0.99).overlaps(other) for other in boxes[number + 1 :])


def test_drawing_leaves_the_settings_of_the_process_alone(city):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    svg_bytes(draw_all(city)[4].figure)
    assert dict(mpl.rcParams) == before


def test_importing_the_report_imports_no_matplotlib_and_drawing_no_pyplot():
    code = (
        "import sys, sim.report, sim.report.write, sim.report.answer\n"
        "assert 'matplotlib' not in sys.modules\n"
        "import sim.report.plots.gallery\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": "."})
