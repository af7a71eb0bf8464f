"""Norms that contradict each other, exceptions for nobody, gatherings nobody can attend: named with both keys."""

import pytest

SMALL = "scenario=small_office"
FRIDAYS = "calendar.closed_dates=[2027-01-08,2027-01-15,2027-01-22,2027-01-29]"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["organization.norm.office_days_min=3", "organization.units.U1.norm.office_days_max=2"],
            [
                "team T01 is asked for at least 3 days by organization.norm.office_days_min",
                "and at most 2 by organization.units.U1.norm.office_days_max",
                "allowed: a minimum no higher than the maximum",
            ],
        ),
        (
            ["policy=min_days", "policy.office_days_min=4", "organization.teams.T03.norm.office_days_max=1"],
            ["team T03", "at least 4 days by policy.office_days_min", "organization.teams.T03.norm.office_days_max"],
        ),
        (
            ["policy=min_days", "policy.office_days_min=3", "policy.office_days_max=2"],
            ["at least 3 days by policy.office_days_min and at most 2 by policy.office_days_max"],
        ),
        (
            ["organization.exceptions.E1={team_id: T1, members: [2], norm: {anchor_weekdays: []}}"],
            ["organization.exceptions.E1.team_id = T1", "there is no team T1", "did you mean: T01?"],
        ),
        (
            ["organization.exceptions.E1={team_id: T01, members: [2, 99], norm: {office_days_max: 1}}"],
            ["team T01 has no member 99: its size is 9 (organization.teams.T01.size)", "allowed: 1 to 9"],
        ),
        (
            ["organization.units.U1.parent_unit_id=U2", "organization.units.U2.parent_unit_id=U1"],
            ["organization.units.U1.parent_unit_id", "is a circle: U1 -> U2 -> U1"],
        ),
        (["organization.units.U1.parent_unit_id=u2"], ["there is no unit u2", "did you mean: U2?"]),
        (
            ["activities.negotiation.experts=20"],
            [
                "activities.negotiation.experts = 20",
                "needs a supervisor and 20 others, more than any team has",
                "the largest team is T06 with 14 people",
            ],
        ),
        (
            ["activities.shared_office_day.fixed_dates=[2027-01-05,2027-01-06]"],
            ["activities.shared_office_day.fixed_dates.1", "is a weekend, a public holiday or a closed date"],
        ),
        (
            ["activities.ideation.kind=development_day"],
            ["activities.ideation.kind", "ideation and development_day are of one kind"],
        ),
        (
            ["activities.team_meeting.latest_start=08:00"],
            ["earliest_start is 09:00, which is not before latest_start, 08:00"],
        ),
        (["activities.team_meeting.kind=team_meting"], ["activities.team_meeting.kind", "did you mean: team_meeting?"]),
        (["activities.team_meeting.every_week=2"], ["did you mean: every_weeks?"]),
        (
            ["policy=anchor_days", "policy.weekdays=[friday]", "run.weeks=4", FRIDAYS],
            ["asks for friday, but every one is a holiday or closed (calendar.closed_dates)"],
        ),
    ],
)  # fmt: skip
def test_a_contradiction_names_both_sides(page, arguments, words):
    text = page(SMALL, *arguments)
    for word in words:
        assert word in text


def test_an_activity_that_nobody_can_take_part_in_is_refused(page):
    teams = [f"organization.teams.T{number:02d}.size=1" for number in range(1, 13)]
    text = page(SMALL, *teams, "activities.negotiation.experts=0")
    assert "activities.one_to_one.kind = one_to_one" in text
    assert "has no participants: one_to_one takes two people of a team, and every team has one" in text
    assert "has no participants: onboarding takes two people of a team" in text
