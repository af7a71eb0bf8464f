"""Weekdays, times, dates and shares as people write them; and what a refusal suggests is itself understood."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.spelling import parse_date, parse_minute, parse_share, parse_weekday, readings_of_bare_time

READERS = {"weekday": parse_weekday, "minute": parse_minute, "date": parse_date, "share": parse_share}
SUGGESTED = re.compile(r"did you mean ([^ ]+)\?$")


@pytest.mark.parametrize(
    ("names", "number"),
    [
        ("1 monday MONDAY Monday. mondays mon ma maanantai maanantaina maanantaisin mån måndag måndagar", 1),
        ("2 tuesday TUE tues ti tiistai tis tisdag ti.", 2),
        ("3 wednesday wed weds ke keskiviikko keskiviikkoisin on ons onsdag", 3),
        ("4 thursday thu thur thurs to torstai tor tors torsdag", 4),
        ("5 friday fri pe perjantai fre fredag fr", 5),
    ],
)
def test_a_weekday_is_a_number_or_a_name_in_three_languages(names, number):
    for name in names.split():
        assert parse_weekday(int(name) if name.isdecimal() else name) == number
    assert parse_weekday("m\u0061\u030andag") == 1, "a letter in two code points"


@pytest.mark.parametrize("name", [6, 7, "Saturday", "lauantai", "su", "söndag"])
def test_the_weekend_is_told_from_a_slip(name):
    with pytest.raises(ValueError, match=r"^is a day of the weekend, when offices are closed$"):
        parse_weekday(name)


@pytest.mark.parametrize(("text", "minute"), [("9:00", 540), ("08:00", 480), ("10:30", 630), (630, 630), ("9.30", 570)])
def test_a_time_means_the_same_however_yaml_has_read_it(text, minute):
    assert parse_minute(text) == minute


@pytest.mark.parametrize(
    ("reader", "given_value", "meant"),
    [
        ("minute", 9, "09:00"), ("minute", 24, "24:00"), ("minute", 1900, "19:00"),
        ("minute", 9.3, "09:30"), ("minute", "9:5", "09:05"),
        ("minute", "klo 9", "09:00"), ("minute", "kl. 13.45", "13:45"), ("minute", "0900", "09:00"),
        ("minute", "9h30", "09:30"), ("minute", "9 pm", "21:00"), ("minute", "12 am", "00:00"),
        ("date", "31.12.2025", "2025-12-31"), ("date", "12/31/2025", "2025-12-31"), ("date", "2025/1/5", "2025-01-05"),
        ("date", "2025-02-30", "2025-02-28"), ("date", 20250105, "2025-01-05"),
        ("share", "60%", "0.6"), ("share", "60,5 %", "0.605"), ("share", "0,4", "0.4"), ("share", 60, "0.6"),
        ("weekday", "tusday", "tuesday"), ("weekday", "keskivikko", "keskiviikko"), ("weekday", "3", "3"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_was_probably_meant(reader, given_value, meant):
    with pytest.raises(ValueError, match="did you mean") as caught:
        READERS[reader](given_value)
    assert SUGGESTED.search(str(caught.value))[1] == meant


@pytest.mark.parametrize(
    "text", ["01/02/2025", "2025-13-01", "20225-01-01", "2026-W53-1", "25.12.24", "2025-00-10", 3, True]
)
def test_a_date_that_could_be_two_or_none_is_not_guessed(text):
    with pytest.raises(ValueError, match=r"is not a date; write YYYY-MM-DD") as caught:
        parse_date(text)
    assert not SUGGESTED.search(str(caught.value))


@pytest.mark.parametrize("value", [True, "yes", "nan", "120%", "½"])
def test_what_is_no_share_is_refused(value):
    with pytest.raises(ValueError, match="is not a share"):
        parse_share(value)


@pytest.mark.parametrize("reader", READERS)
@given(
    value=st.one_of(
        st.text(max_size=12),
        st.from_regex(r"(klo )?[0-9]{1,4}([:.,h /-][0-9]{1,4}){0,2} ?(%|pm)?", fullmatch=True),
        st.integers(-10, 3000),
        st.floats(),
    )
)
def test_what_is_suggested_is_understood(reader, value):
    try:
        READERS[reader](value)
    except ValueError as error:
        found = SUGGESTED.search(str(error))
        if found:
            text = found[1]
            READERS[reader](float(text) if reader == "share" else int(text) if text.isdecimal() else text)


@pytest.mark.parametrize(
    ("number", "meant"),
    [(8.5, "08:50 or 08:30"), ("8,5", "08:50 or 08:30"), (0.3125, "07:30"), (0.5, "00:50 or 00:30 or 12:00")],
)
def test_a_number_that_may_be_several_times_offers_each(number, meant):
    with pytest.raises(ValueError, match=f"did you mean {meant}\\?$"):
        parse_minute(number)


@pytest.mark.parametrize(("number", "readings"), [(700, "07:00 or 11:40"), (1440, "14:40 or 24:00")])
def test_a_time_without_a_colon_has_two_readings(number, readings):
    assert readings_of_bare_time(number) == readings


@pytest.mark.parametrize("number", [0, 60, 99, 480, 570, 1500, True, "700", 7.0])
def test_what_can_only_be_minutes_has_one_reading(number):
    assert readings_of_bare_time(number) == ""


def test_dates_are_iso_and_nothing_else():
    assert parse_date("2028-02-29") == date(2028, 2, 29)
    assert parse_date(date(2027, 1, 4)) == date(2027, 1, 4)
