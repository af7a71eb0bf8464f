"""A scenario file that cannot be read is answered in one sentence, with the line where there is one."""

import pytest

from sim.config import paths

FILES = [
    ("empty", "", "is empty"),
    ("comment_only", "# nothing\n", "is empty"),
    ("a_word", "hello\n", "it holds no keys"),
    ("a_list", "- 1\n", "it holds no keys"),
    ("tab", "run:\n\tweeks: 3\n", "mine.yaml:2  weeks: 3\n      cannot be read as YAML: a tab is used for indentation"),
    ("two_documents", "title: a\n---\ntitle: b\n", "mine.yaml:2  ---\n      a second document begins here"),
    ("open_bracket", "run: {weeks: 3\n", "a bracket is opened and not closed"),
    ("open_quote", "title: 'abc\n", "a quote is opened and not closed"),
    (
        "colon",
        "title: a: b\n",
        "mine.yaml:1  title: a: b\n      cannot be read as YAML: a colon stands where no key can be",
    ),
    (
        "indentation",
        "run:\n  weeks: 3\n seed: 4\n",
        "mine.yaml:3  seed: 4\n      cannot be read as YAML: the line is indented",
    ),
    ("at_sign", "title: @x\n", "a sign stands where no value can begin"),
    ("escape", 'title: "\\q"\n', "an unknown sign follows a backslash"),
    ("control", "title: a\x07b\n", "mine.yaml:1\n      cannot be read as YAML: an invisible control character"),
    (
        "not_utf8",
        "title: a\nquestion: Näin?\n".encode("latin-1"),
        "mine.yaml:2\n      holds letters that are not saved",
    ),
    ("utf16", "title: a\n".encode("utf-16"), "is saved as UTF-16"),
    ("workbook", b"PK\x03\x04abc", "is a workbook or an archive"),
    ("too_large", b"#" * 1_000_001, "is larger than 1 MB"),
    (
        "same_key",
        "title: a\nrun: {weeks: 2}\ntitle: b\n",
        "title = b\n      stands twice: first on line 1, again on line 3\n      allowed: each key once in a section\n",
    ),
    (
        "alike_keys",
        "run:\n  weeks: 3\n  Weeks: 4\n",
        "stands twice: first on line 2 (as `weeks`, which is too much alike)",
    ),
    ("boolean_key", "organization:\n  teams:\n    NO: {size: 3}\n", "mine.yaml:3  organization.teams.NO"),
    ("number_key", "office:\n  zones:\n    12: {desks: 3}\n", "fix: write '12' in quotes"),
    ("boolean_value", "organization: {teams: {T01: {zone_id: NO}}}\n", "was read as false; a text such as NO"),
    ("leading_zero", "organization: {teams: {T01: {size: 010}}}\n", "is not written as a plain number"),
    ("infinite", "behavior: {commute: {detour_factor: .inf}}\n", "is not written as a plain number"),
    ("question_marks", "run: {weeks: '???'}\n", "is marked as missing"),
    ("no_section", "run: 3\noffice:\n", "office = (empty)\n      must be a section with keys of its own"),
    ("list_for_section", "organization: {teams: [1]}\n", "is a list\n      allowed: a section with a key for each id"),
    (
        "section_for_list",
        "behavior: {wishes: {office_days_share: {a: 1}}}\n",
        "is a section\n      allowed: a list of 6",
    ),
    ("unknown_section", "organisation: {name: x}\n", "did you mean: organization?"),
    ("tuned_policy", "policy: {adherence: 0.5}\n", "a scenario selects a policy, never tunes one"),
    ("unknown_group", "defaults:\n  - override /polcy: rates\n", "did you mean: override /policy?"),
    ("unknown_choice", "defaults:\n  - override /policy: anchor_dys\n", "did you mean: anchor_days?"),
    ("no_override", "defaults:\n  - policy: rates\n", "allowed: override /GROUP: NAME"),
    ("chosen_twice", "defaults:\n  - override /run: quick\n  - override /run: standard\n", "chooses run a second time"),
    ("defaults_text", "defaults: quick\n", "must be a list of lines `- override /GROUP: NAME`"),
]


@pytest.mark.parametrize(("content", "words"), [each[1:] for each in FILES], ids=[each[0] for each in FILES])
def test_a_file_that_cannot_be_used_is_answered_in_a_sentence(page, content, words):
    text = page(scenario=content)
    assert "mine.yaml" in text
    assert words in text


def test_a_file_that_is_not_there_is_named(page):
    assert "nowhere.yaml\n      there is no such file" in page("scenario=nowhere.yaml")


def test_the_home_of_an_unknown_user_is_a_path_like_any_other(page):
    assert "there is no such file" in page("scenario=~nobody-here/x.yaml")
    assert "there is no scenario" in page("scenario=~nobody-here/x")


def test_a_folder_or_a_device_is_no_scenario(page, tmp_path):
    assert "is a folder" in page(f"scenario={tmp_path}/")
    link = tmp_path / "endless.yaml"
    link.symlink_to("/dev/zero")
    assert "is not an ordinary file" in page(f"scenario={link}")


def test_an_unknown_scenario_is_answered_with_the_nearest(page):
    text = page("scenario=smal_office")
    assert "scenario = smal_office\n      there is no scenario of this name" in text
    assert "did you mean: small_office?" in text


def test_mistakes_of_the_file_and_of_the_command_line_are_told_together(page):
    text = page("run=quik", "office.zones.S1-north.desks=ä", scenario="policy: {adherence: 0.5}\n")
    assert text.startswith("3 mistakes in")


def test_what_is_wrong_in_a_line_of_defaults_hides_nothing_else(page):
    text = page(
        "run.seed=-1",
        "output=frist",
        scenario=(
            "defaults:\n  - override /polcy: rates\n  - override /organization: smal_office\n"
            "policy: {adherence: 0.5}\ncolor: red\ncalendar: 3\n"
            "office:\n  zones:\n    S1-north: {dezks: 4}\norganization:\n  teams:\n    T01: {size: 0}\n"
            "run: {weeks: 0, start_date: 2027-02-30}\n"
        ),
    )
    for words in (
        "did you mean: override /policy?", "did you mean: small_office?", "never tunes one", "color", "calendar = 3",
        "output = frist", "run.seed = -1", "S1-north.dezks", "T01.size = 0", "weeks = 0", "2027-02-30",
    ):  # fmt: skip
        assert words in text
    assert text.startswith("11 mistakes in")


def test_nothing_is_said_of_a_section_whose_file_cannot_even_be_guessed(page):
    text = page("policy.weekdays=[1]", "run.weeks=0", scenario="defaults:\n  - override /policy: xyzzy\n")
    assert text.startswith("2 mistakes in")
    text = page("scenario=small_office", "office=xyzzy", "organization=espoo", "office.zones.S1-north.desks=-1")
    assert text.startswith("1 mistake in")


def test_a_refusal_for_security_stops_at_once(page):
    assert page(scenario="title: ${oc.env:HOME}\nrun: {weeks: 0}\n").startswith("1 mistake in")


def test_a_file_of_conf_is_named_where_the_mistake_comes_from_there(page, monkeypatch, tmp_path):
    text = page("scenario=small_office", "run.people_limit=100")
    assert "conf/organization/small_office.yaml:" in text
    assert str(paths.CONF.parent) not in text
