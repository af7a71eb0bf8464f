"""Readable names, however odd, come out of every study as they went in: nothing runs, breaks or vanishes."""

from __future__ import annotations

import contextlib
import html
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.dom import minidom

import polars as pl
import pytest
import yaml

from sim.__main__ import main
from tests.names.corpus import SHOWN

STUDIES = {
    "project": ["output.csv=true"],
    "compare": ["study.policies=[free_choice]"],
    "size": [],
    "close": [],
    "room_rules": [],
}
STRICT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
#: Texts by the place they stand in; sites and units have one each.
TITLE, ORGANIZATION, OFFICE = SHOWN["script"], SHOWN["end of script"], SHOWN["math"]
PLACES = [text for text in SHOWN.values() if text not in {TITLE, ORGANIZATION, OFFICE}]
SITES, UNITS = PLACES[::2], PLACES[1::2]


def scenario():
    """One site and one unit for each name, six people at each; what is made of it is small, and all of it is shown."""
    sites = {f"S{number:02}": {"name": name, "opens_at": 420, "closes_at": 1140} for number, name in enumerate(SITES)}
    zones = {f"Z{number}": {"site_id": f"S{number:02}", "desks": 4, "area_m2": 40} for number in range(len(SITES))}
    teams = {
        f"T{number}-{way}": {
            "unit_id": f"U{(number + way) % len(UNITS):02}", "site_id": f"S{number:02}", "zone_id": f"Z{number}",
            "size": 6,
        }
        for number in range(len(SITES))
        for way in (0, 1)
    }  # fmt: skip
    return {
        "defaults": [
            {"override /organization": "empty"}, {"override /office": "empty"}, {"override /activities": "municipal"},
        ],
        "title": TITLE,
        "question": f"{TITLE} {OFFICE}\n{{{{7*7}}}}",
        "organization": {
            "name": ORGANIZATION,
            "units": {f"U{number:02}": {"name": name} for number, name in enumerate(UNITS)},
            "teams": teams,
        },
        "office": {
            "name": OFFICE,
            "sites": sites,
            "zones": zones,
            "rooms": {f"R{number}": {"site_id": site, "seats": 8, "area_m2": 15} for number, site in enumerate(sites)},
        },
    }  # fmt: skip


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Run every study once; return its folder and what stood on the terminal."""
    place = tmp_path_factory.mktemp("names")
    path = place / "=cmd $x ä {{7}}.yaml"
    path.write_text(json.dumps(scenario(), ensure_ascii=False, indent=1), encoding="utf-8")
    found = {}
    for study, more in STUDIES.items():
        out, err = io.StringIO(), io.StringIO()
        arguments = [
            f"scenario={path}", f"study={study}", f"results_dir={place / 'r'}", "run=quick", "run.replications=2",
            "run.weeks=13", "run.workers=1", *more,
        ]  # fmt: skip
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            assert main(arguments) == 0
        folder = Path(re.findall(r"^results: (.*)$", out.getvalue(), re.MULTILINE)[-1])
        found[study] = folder, out.getvalue() + err.getvalue()
    return found


@pytest.fixture(params=STUDIES)
def study(request, folders):
    """The folder of one study and what stood on the terminal."""
    return folders[request.param]


class Outline(HTMLParser):
    """Tags with attributes, and the words that are seen or heard."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(page)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.words += [value for name, value in attrs if name == "alt" and value]

    def handle_data(self, data):
        self.words.append(data)


def test_a_page_runs_nothing_of_a_name_and_loads_nothing(study):
    page = (study[0] / "report.html").read_text(encoding="utf-8")
    outline = Outline(page)
    policy = next(attributes["content"] for tag, attributes in outline.tags if "http-equiv" in attributes)
    scripts = [attributes for tag, attributes in outline.tags if tag == "script"]
    if scripts:  # the explorer of a comparison, or the calendar: its data, and the program's own script by its hash
        assert re.fullmatch(re.escape(STRICT) + r"; script-src 'sha256-[A-Za-z0-9+/=]{44}'", policy)
        data, own = scripts
        assert data in [{"type": "application/json", "id": f"{part}-data"} for part in ("explorer", "calendar")]
        assert own == {}
    else:
        assert policy == STRICT
    assert not {"iframe", "object", "embed", "link", "base", "form"} & {tag for tag, _ in outline.tags}
    for _, attributes in outline.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert all(
            value.startswith(("data:image/", "#")) for name, value in attributes.items() if name in {"src", "href"}
        )


def test_a_page_says_names_as_they_are(folders):
    text = {
        study: Outline((folder / "report.html").read_text(encoding="utf-8")).text
        for study, (folder, _) in folders.items()
    }
    assert TITLE in text["project"]
    assert f"The question: {TITLE} {OFFICE} {{{{7*7}}}}" in text["project"]
    assert all("\ufffd" not in said for said in text.values())
    for name in SITES:
        short = name if len(name) <= 40 else name[:39]
        for study in ("project", "size", "close"):
            assert short in text[study], (study, name)


def test_the_explorer_has_every_unit_and_no_end_of_its_script(folders):
    page = (folders["compare"][0] / "report.html").read_text(encoding="utf-8")
    inside = re.search(r'<script type="application/json" id="explorer-data">(.*?)</script>', page, re.DOTALL)[1]
    assert "<" not in inside
    groups = json.loads(inside)["groups"]
    assert {name for name, _ in groups["unit"]} == set(UNITS)
    assert {name for name, _ in groups["home_site"]} == set(SITES)


def test_figures_are_whole_and_keep_their_names(study):
    written = ""
    for path in sorted((study[0] / "figures").iterdir()):
        if path.suffix == ".svg":
            text = path.read_text(encoding="utf-8")
            nodes = minidom.parseString(text).getElementsByTagName("*")
            assert not {"script", "foreignObject", "a"} & {node.tagName for node in nodes}
            assert all(
                node.getAttribute("xlink:href").startswith(("data:image/png;", "#"))
                for node in nodes
                if node.hasAttribute("xlink:href")
            )
            written += html.unescape(text)
        else:
            assert path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
            assert path.read_bytes().endswith(b"IEND\xaeB`\x82")
    assert "default_Italic" not in written  # what matplotlib writes for a formula


def test_an_underscore_in_front_makes_no_name_vanish_from_figures(folders):
    written = "".join(path.read_text(encoding="utf-8") for path in (folders["project"][0] / "figures").glob("*.svg"))
    assert "<!-- _x -->" in written or "_x" in written


def test_a_workbook_holds_no_formula_and_no_link_to_anywhere(study):
    with zipfile.ZipFile(study[0] / "workbook.xlsx") as book:
        for part in book.namelist():
            text = book.read(part).decode("utf-8")
            if part.startswith("xl/worksheets/sheet"):
                assert "<f>" not in text and "<f " not in text
                assert "r:id" not in "".join(re.findall(r"<hyperlink [^>]*>", text))
            if part.endswith(".rels"):
                assert "External" not in text


def test_a_workbook_says_names_as_they_are(folders):
    with zipfile.ZipFile(folders["project"][0] / "workbook.xlsx") as book:
        texts = html.unescape(book.read("xl/sharedStrings.xml").decode("utf-8"))
    assert all(name in texts for name in SITES)


def test_tables_hold_names_as_they_are(folders):
    tables = folders["project"][0] / "tables"
    assert pl.read_parquet(tables / "sites.parquet")["name"].to_list() == SITES
    assert set(pl.read_parquet(tables / "summary.parquet")["scenario"]) == {"=cmd _x ä __7__"}


def test_a_csv_file_has_no_text_that_a_spreadsheet_would_run(folders):
    found = sorted((folders["project"][0] / "tables").glob("*.csv"))
    assert found
    for path in found:
        for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]:
            for cell in re.split(r"[;,]", line):
                bare = cell.strip('"')
                assert not re.match(r"[=@\t\r]|[+-](?!\d)", bare) or re.fullmatch(r"[+-][\d.,e+-]+", bare), (
                    path.name,
                    cell,
                )


def test_folders_files_and_the_terminal_hold_plain_signs(study):
    folder, said = study
    assert re.fullmatch(r"[a-z0-9_-]+-[0-9a-f]{8}", folder.name)
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    assert all(re.fullmatch(r"[A-Za-z0-9_./-]+", name) for name in names)
    assert all(line.isprintable() for line in said.split("\n"))


def test_manifest_and_configuration_read_back(study):
    folder, _ = study
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["scenario"] == "=cmd _x ä __7__"
    config = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
    assert config["title"] == TITLE
    assert [one["name"] for one in config["office"]["sites"].values()] == SITES
