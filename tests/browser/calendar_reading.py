"""What a reader sees of a calendar, and what the tables say in the same words."""

from __future__ import annotations

import re

import polars as pl
import pytest

from sim.report.words import count, people_a_day
from tests.browser.conftest import LANGUAGES

STUDIES = ("project", "size", "close")
#: With these all are large enough, and several steps keep the level.
ALL_SHOWN = ("organization.teams.T1.size=8", "study.service_level=0.7")
SHOWN = {"Market square": "Square", "Tower block": "Tower"}
EVERY_STUDY = pytest.mark.parametrize("study", STUDIES)
EVERY_LANGUAGE = pytest.mark.parametrize("code", LANGUAGES)


def text(page, name):
    return page.locator(f"#calendar-{name}").inner_text()


def pick(page, name, label):
    page.locator(f"#calendar-{name}").select_option(label=label)


def options(page, name):
    return page.locator(f"#calendar-{name} option").all_inner_texts()


def buttons(page):
    return page.locator(".month button")


def every_day(page):
    """Open all days in turn: what stands in the panel, and whether the day is marked."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".month button")].map((day) => {
            day.click();
            const texts = ["wanted", "band", "desks", "short", "home"].map(
                (name) => document.getElementById(`calendar-day-${name}`).textContent);
            return [...texts, day.classList.contains("over"), day.getAttribute("aria-label")];
        })"""
    )


def days_in(site_daily, site_id, desks, speaks):
    """The same of the table, in the words of a language."""
    days = (
        site_daily.filter(pl.col("site_id") == site_id)
        .group_by("date")
        .agg(
            pl.col("wanted_peak").mean().alias("mean"),
            pl.col("wanted_peak").min().alias("low"),
            pl.col("wanted_peak").max().alias("high"),
            (pl.col("wanted_peak") > desks).sum().alias("short"),
            pl.col("forced_remote").mean().alias("home"),
        )
        .sort("date")
    )
    return [
        [
            speaks.number(count(row["mean"])),
            speaks.say("number.span", low=str(row["low"]), high=str(row["high"])),
            str(desks),
            speaks.say("calendar.often", short=str(row["short"]), of="5"),
            speaks.number(people_a_day(row["home"])),
            2 * row["short"] > 5,
        ]
        for row in days.to_dicts()
    ]


def first_of(page):
    """The least number of desks that can be chosen."""
    return int(re.findall(r"\d+", text(page, "range"))[0])
