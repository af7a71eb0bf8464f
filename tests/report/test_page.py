"""The page: one file, no outside reference, names escaped, small groups hidden, the same bytes twice."""

import base64
import hashlib
import re
from concurrent.futures import ProcessPoolExecutor
from html.parser import HTMLParser
from multiprocessing import get_context
from types import SimpleNamespace

import polars as pl
import pytest

from sim.report.evidence import gather
from sim.report.page import _headline, render_page
from sim.report.words import MINUS
from sim.report.write import write_report
from sim.report.zone_rows import zone_rows
from tests.report.synthetic import NASTY, make_facts, make_tables
from tests.report.test_decision_in_finnish import numbers
from tests.report.test_finnish_pages import ENGLISH


@pytest.fixture(scope="module")
def small_tables():
    return make_tables(sites=2, replications=2, days=60, sizes=[100, 200])


@pytest.fixture(scope="module")
def city_folder(city_tables, tmp_path_factory):
    folder = tmp_path_factory.mktemp("results ä=")
    write_report(folder, city_tables, make_facts())
    return folder


@pytest.fixture(scope="module")
def city_page(city_folder):
    return (city_folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def nasty_page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nasty")
    odd = SimpleNamespace(key="a.<b>", value="x\x00y", source="J: <i>guess</i>", file="a.yaml")
    facts = make_facts(title="<img src=x onerror=alert(1)>", assumptions=(odd,), replications_done=2)
    names = [*NASTY, "Small", "Next smallest"]
    tables = make_tables(sites=12, names=names, replications=2, days=70, sizes=[400] + [200] * 9 + [3, 30])
    write_report(folder, tables, facts)
    return (folder / "report.html").read_text(encoding="utf-8")


class Outline(HTMLParser):
    """Collects tags with attributes and the visible text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words, self.open = [], [], []
        self.feed(page)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"style", "title"} & set(self.open):
            self.words.append(data)


def test_files_are_where_they_belong(city_folder):
    names = {
        "demand_over_the_year", "weekday_profile", "risk_curve", "site_weekday_heat", "office_day_deciders",
        "busy_day_attribution", "shared_office_day_cost", "presence_by_purpose_weekday", "presence_by_purpose_day",
    }  # fmt: skip
    found = {path.name for path in (city_folder / "figures").iterdir()}
    assert found == {f"{name}.{kind}" for name in names for kind in ("svg", "png")}
    assert (city_folder / "report.html").stat().st_size < 3_000_000


def test_the_first_sentence_is_the_decision(city_page):
    paragraphs = re.findall(r"<p[^>]*>(.*?)</p>", city_page)
    assert paragraphs[0].startswith(
        "Under team_led the 1,431 desks of 10 sites are enough on 95 % of workdays at 8 sites;"
    )


def test_parts_come_in_the_agreed_order(city_page):
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", city_page)
    assert headings == [
        "One site, day by day",
        "Site by site",
        "Figures",
        "Why the busy days are full",
        "What it does to people",
        "What a reader may ask next",
        "Zones and wings",
        "What the intervals cover, and what they do not",
        "Assumptions",
        "Provenance",
    ]


def test_nothing_is_fetched_from_outside_and_nothing_can_run_but_the_page_s_own_script(city_page, nasty_page):
    for page in (city_page, nasty_page):
        outline = Outline(page)
        assert not {"link", "iframe", "object", "base", "form"} & {tag for tag, _ in outline.tags}
        for _, attributes in outline.tags:
            assert all(value.startswith("data:image/") for key, value in attributes.items() if key in {"src", "href"})
            assert not any(key.startswith("on") for key in attributes)
        assert "http://" not in page and "https://" not in page and "url(" not in page
        policy = next(a["content"] for tag, a in outline.tags if tag == "meta" and "http-equiv" in a)
        scripts = [attributes for tag, attributes in outline.tags if tag == "script"]
        assert scripts == [{"type": "application/json", "id": "calendar-data"}, {}]
        (own,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert policy == f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'"


def test_tables_and_figures_can_be_heard(city_page):
    outline = Outline(city_page)
    tags = [tag for tag, _ in outline.tags]
    assert tags.count("caption") == tags.count("table") == 6 + 12
    assert all("scope" in attributes for tag, attributes in outline.tags if tag == "th")
    assert all(len(attributes["alt"]) > 40 for tag, attributes in outline.tags if tag == "img")
    assert ("html", {"lang": "en"}) in outline.tags


def test_names_are_escaped_and_shown_whole(nasty_page):
    text = Outline(nasty_page).text
    for name in ("=1+1", "$\\frac$", "_x", "N" * 80, "N" * 81, "שלום עולם", "Hämeenkylä & Söner", "会議室 🙂"):
        assert name in text
    assert "<script>alert(1)</script>" in text and "<script>alert" not in nasty_page
    assert "<img src=x" not in nasty_page and "<i>guess" not in nasty_page and "\x00" not in nasty_page


def test_a_small_site_and_its_complement_are_suppressed_in_every_table(nasty_page):
    text = Outline(nasty_page).text
    assert "suppressed (fewer than 5 people)" in text
    assert "suppressed (a total would reveal a small group)" in text
    assert not {"S10-A", "S10-B", "S11-A", "S11-B"} & set(text.split())


def test_a_zone_wanted_by_fewer_than_five_is_suppressed(small_tables):
    few = pl.when(pl.col("zone_id") == "S01-B").then(pl.col("wanted_peak") % 4).otherwise("wanted_peak")
    tables = small_tables | {"desks_daily": small_tables["desks_daily"].with_columns(few.alias("wanted_peak"))}
    text = Outline(render_page(gather(tables, make_facts()), [])).text
    assert "S01-B 2 B quiet 51 suppressed (fewer than 5 people)" in text


def test_judgments_are_marked_and_counted(city_page):
    assert "<mark>judgment</mark> J: what supervisors told" in city_page
    assert "1 of the 2 assumptions is a judgment" in city_page


def test_another_service_level_gets_its_own_column_beside_the_95_percent_day(small_tables):
    page = render_page(gather(small_tables, make_facts(service_level=0.9)), [])
    assert "Desks needed for 90 % of workdays" in page and "Desks wanted on the 95 % day" in page
    assert "on at most 10 % of days, that is about every tenth workday" in page


def test_the_same_run_gives_the_same_bytes_in_another_process(small_tables, tmp_path):
    write_report(tmp_path / "one", small_tables, make_facts())
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(write_report, tmp_path / "two", small_tables, make_facts()).result()
    paths = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*")]
    assert len(paths) == 20
    for path in paths:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_a_short_run_of_one_replication_is_written_honestly(tiny_tables, tmp_path):
    write_report(tmp_path, tiny_tables, make_facts(replications_planned=1, replications_done=1, assumptions=()))
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "it cannot be told whether the 60 desks suffice" in page
    assert "With one replication there is no interval at all" in page
    assert "if everybody could sit at any site" not in page


def test_four_people_are_not_published_at_all(tmp_path):
    write_report(tmp_path, make_tables(sites=1, replications=2, days=60, sizes=[4], desks_each=[3]), make_facts())
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Nothing can be published" in page
    assert "<img" not in page and "Site by site" not in page
    assert not list((tmp_path / "figures").iterdir())


def test_tables_with_missing_rows_are_refused(city_tables, tmp_path):
    with pytest.raises(ValueError, match="one row for every replication"):
        write_report(tmp_path, city_tables | {"site_daily": city_tables["site_daily"].head(-1)}, make_facts())


def test_the_verdict_follows_the_name_and_every_number_carries_its_name_for_a_phone(city_page):
    page = city_page[city_page.index('id="sites"') :]
    table = page[page.index("<table") : page.index("</table>")]
    heads = re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", table)
    assert heads[:3] == ["Site", "Today’s desks are", "Desks"]
    assert {"Workdays on which somebody is sent home", "People sent home, a day"} <= set(heads)
    labels = re.findall(r'data-label="(.*?)"', table)
    assert labels[: len(heads) - 1] == heads[1:]


def test_zones_are_marked_only_at_sites_whose_desks_are_too_few(city_tables):
    evidence = gather(city_tables, make_facts())
    marked = {row.site for row in zone_rows(evidence) if row.short}
    below = {row.site for row in zone_rows(evidence) if row.spare.value.startswith(MINUS)}
    assert marked == {"Leppävaara", "Tapiola"} < below


def test_a_long_decision_is_parted_at_its_first_semicolon_and_a_short_one_stays_whole():
    long = "; ".join(["Under team_led 1,500 desks of 10 sites are enough at 8 sites"] + ["Otaniemi needs 12 more"] * 9)
    first, more = _headline(long)
    assert first == "Under team_led 1,500 desks of 10 sites are enough at 8 sites;"
    assert f"{first} {more}" == long
    assert _headline(long[:200]) == (long[:200], "")


def test_the_second_part_of_a_decision_stands_below_the_first(city_tables, monkeypatch):
    evidence = gather(city_tables, make_facts())
    monkeypatch.setattr("sim.report.page._LONGEST_HEADLINE", 100)
    page = render_page(evidence, [])
    parted = r'<p class="decision">(.*?;)</p>\s*<p class="answer">(.*?)</p>'
    assert " ".join(re.search(parted, page).groups()) == evidence.answer.sentence


def parts_in(tables, code, **changes):
    """Return decision, remarks, sites, intervals and provenance of a page; other parts have tests of their own."""
    facts = make_facts(language=code, question="Riittääkö?", organization="Koe", scenario="koe", **changes)
    page = render_page(gather(tables, facts), []).replace(f"<code>{facts.key}</code>", "")
    page = re.sub(r'</p>\s*<p class="answer">', " ", page)  # a long decision is in two pieces
    page = re.sub(r"\d{4}-\d\d-\d\d|\d+\.\d+\.\d{4}", "", page)  # each language has its own dates
    ends = {
        '<p class="decision">': "</p>",
        '<ul class="remarks">': "</ul>",
        '<h2 id="sites">': "<h2",
        "<dl>": "</dl>",
        '<table class="provenance">': "</table>",
    }
    return [page.partition(start)[2].partition(end)[0] for start, end in ends.items()]


@pytest.mark.parametrize("changes", [{}, {"service_level": 0.9, "weeks": 12, "replications_planned": 22}])
def test_a_finnish_page_has_the_numbers_of_the_english_one_and_none_of_its_words(small_tables, changes):
    finnish, english = parts_in(small_tables, "fi", **changes), parts_in(small_tables, "en", **changes)
    assert [numbers(part) for part in finnish] == [numbers(part) for part in english]
    for part in finnish:
        assert part
        said = re.sub(r"<bdi>.*?</bdi>|<h1>.*?</h1>|<code>.*?</code>|<[^>]*>", " ", part)
        heard = " ".join(re.findall(r'data-label="(.*?)"', part))
        assert not ENGLISH.search(f"{said} {heard}"), said


def test_the_page_says_in_which_language_it_is_and_sets_names_of_users_apart(small_tables):
    facts = make_facts(language="fi", question="Onko <b>tilaa</b>?", organization="Espoo & co", scenario="ענף")
    page = render_page(gather(small_tables, facts), [])
    assert '<html lang="fi">' in page
    assert "Kysymys: <bdi>Onko &lt;b&gt;tilaa&lt;/b&gt;?</bdi> <bdi>Espoo &amp; co</bdi>." in page
    assert "<td><bdi>ענף</bdi></td>" in page
    assert "<td>tiimien sopimat päivät (team_led)</td>" in page
    assert "<td>nykytilan ja sen seurausten kuvaus (project), palvelutaso 95\u00a0%</td>" in page
