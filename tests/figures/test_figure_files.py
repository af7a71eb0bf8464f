"""Files of figures: made without pyplot, the same twice, and unharmed by names that break other things."""

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from sim.report.plots import office_day_deciders, risk_curve
from sim.report.plots.canvas import WIDTH_INCHES, drawing_style, png_bytes, svg_bytes
from sim.report.plots.gallery import draw_all
from tests.report.synthetic import NASTY

FIGURES = [
    "demand_over_the_year",
    "weekday_profile",
    "risk_curve",
    "site_weekday_heat",
    "busy_day_attribution",
    "shared_office_day_cost",
    "presence_by_purpose_weekday",
    "presence_by_purpose_day",
    "office_day_deciders",
    "rooms_wanted",
    "room_request_fates",
    "room_day_plan",
    "room_hours",
]


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
    drawings = draw_all(nasty)
    with ThreadPoolExecutor(2) as threads:
        again = threads.map(lambda drawing: (svg_bytes(drawing.figure), png_bytes(drawing.figure)), drawings)
        assert dict(zip(nasty_files, again, strict=True)) == nasty_files


def test_a_png_names_no_software_and_no_date(nasty_files):
    assert not Image.open(io.BytesIO(nasty_files["weekday_profile"][1])).info.keys() & {"Software", "Creation Time"}


def test_every_nasty_name_stands_on_an_axis_and_suppressed_ones_do_not(nasty):
    heat = next(drawing for drawing in draw_all(nasty) if drawing.name == "site_weekday_heat")
    labels = {label.get_text() for label in heat.figure.axes[0].get_yticklabels()}
    assert {name for name in NASTY if len(name) < 80 and "\n" not in name} <= labels
    assert {site.name for site in nasty.answer.suppressed} == {"Small", "Next smallest"}
    assert not {"Small", "Next smallest"} & labels
    assert len(labels) == len(NASTY)  # two names of 80 and 81 signs stay apart


def test_no_text_leaves_the_sheet_or_covers_the_plots(nasty):
    for drawing in draw_all(nasty):
        svg_bytes(drawing.figure)
        with drawing_style():
            drawing.figure.set_dpi(144)  # that of the PNG
            canvas = FigureCanvasAgg(drawing.figure)
            canvas.draw()  # so that words and plots are measured at the same resolution
            renderer = canvas.get_renderer()
            width = drawing.figure.bbox.width
            boxes = [text.get_window_extent(renderer) for text in drawing.figure.texts]
            boxes += [axes.get_tightbbox(renderer) for axes in drawing.figure.axes]
        outside = [(box.x0, box.x1, width) for box in boxes if box.x0 < -1 or box.x1 > width + 1]
        assert not outside, drawing.name
        title, caption = boxes[0], boxes[1]
        plots = boxes[len(drawing.figure.texts) :]
        assert all(box.y1 <= title.y0 + 1 and box.y0 >= caption.y1 - 1 for box in plots), drawing.name


def test_the_gallery_draws_all_figures_in_the_order_of_the_page(nasty_files):
    assert list(nasty_files) == FIGURES


def test_no_text_of_a_panel_covers_another_panel(city):
    with drawing_style():
        drawing = risk_curve.draw(city)
    svg_bytes(drawing.figure)
    with drawing_style():
        boxes = [axes.get_tightbbox() for axes in drawing.figure.axes]
    for number, one in enumerate(boxes):
        assert not any(one.shrunk(0.99, 0.99).overlaps(other) for other in boxes[number + 1 :])


def test_drawing_leaves_the_settings_of_the_process_alone(city):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    with drawing_style():
        drawing = office_day_deciders.draw(city)
    svg_bytes(drawing.figure)
    assert dict(mpl.rcParams) == before


def test_importing_the_report_imports_no_matplotlib_and_drawing_no_pyplot():
    code = (
        "import sys, sim.report, sim.report.write, sim.report.answer\n"
        "assert 'matplotlib' not in sys.modules\n"
        "import sim.report.plots.gallery\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": "."})
