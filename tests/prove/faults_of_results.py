"""Seeded faults about results: what is counted, what is concluded, what is stored, and what is shown to whom."""

from __future__ import annotations

from tests.prove.fault import Fault

ATTRIBUTION = "tests/metrics/test_attribution.py::"
DAILY_DESKS = "tests/metrics/test_daily_desks.py::"
DESK_USE = "tests/metrics/test_desk_use.py::"
SHARED_DAYS = "tests/metrics/test_shared_days.py::"
TEAMS = "tests/metrics/test_teams.py::"
IDENTITIES = "tests/properties/test_identities.py::"
WHAT_FAULTS_TAUGHT = "tests/prove/test_what_faults_taught.py::"
SUPPRESSION = "tests/report/test_suppression.py::"
STORE = "tests/results/test_store.py::"
COVERAGE = "tests/stats/test_coverage.py::"
DAY_QUANTILE = "tests/stats/test_day_quantile.py::"
INTERVAL = "tests/stats/test_interval.py::"
PAIRED = "tests/stats/test_paired.py::"
RISK_CURVE = "tests/stats/test_risk_curve.py::"
PROJECT = "tests/studies/test_project.py::"

FAULTS = (
    Fault(
        name="peak_counts_leaving_and_arriving_together",
        what="Who leaves at nine and who arrives at nine are counted as there together, which raises every peak.",
        file="sim/occupancy.py",
        old="np.add(start, 2 * departure, out=key[: len(group)]",
        new="np.add(start, 2 * departure + 2, out=key[: len(group)]",
        tests=(DAILY_DESKS + "test_who_leaves_and_who_arrives_in_the_same_minute_are_never_counted_together",),
    ),
    Fault(
        name="sent_home_not_wanted",
        what="People sent home are left out of the desks wanted, so that a full office never looks too small.",
        file="sim/metrics/site_daily.py",
        old="wanted_peak = self._peaks(day, wanted_site, visits.arrival, visits.departure, days)",
        new="wanted_peak = self._peaks(seat_day, wanted_site[seated], arrival, departure, days)",
        tests=(DAILY_DESKS + "test_a_sites_peaks_are_simultaneous_and_a_city_peak_over_sites_too",),
    ),
    Fault(
        name="city_peak_is_the_sum_of_peaks",
        what="The peak of the city is the sum of the peaks of its sites, though they come at different hours.",
        file="sim/metrics/site_daily.py",
        old="city = by_site[:, 0] if self._sites == 1 else peaks(day, arrival, departure, days, ticks)",
        new="city = by_site.sum(axis=1)",
        tests=(DAILY_DESKS + "test_a_sites_peaks_are_simultaneous_and_a_city_peak_over_sites_too",),
    ),
    Fault(
        name="denied_counted_twice",
        what="Who had to take another zone's desk is counted among those sent home as well.",
        file="sim/metrics/site_daily.py",
        old="sent_home = visits.outcome == Outcome.FORCED_REMOTE\n",
        new="sent_home = visits.outcome != Outcome.FIRST_CHOICE\n",
        tests=(DAILY_DESKS + "test_a_sites_peaks_are_simultaneous_and_a_city_peak_over_sites_too",),
    ),
    Fault(
        name="displaced_at_the_wrong_zone",
        what="Displaced people are counted in the zone they wanted instead of the one they sit in.",
        file="sim/metrics/desks_daily.py",
        old='put("displaced_in", counts(seat[visits.outcome == Outcome.DISPLACED], groups))',
        new='put("displaced_in", counts(wanted[visits.outcome == Outcome.DISPLACED], groups))',
        tests=(DAILY_DESKS + "test_a_zone_counts_what_was_wanted_what_was_held_and_the_fate_of_all_who_set_out",),
    ),
    Fault(
        name="visitors_take_desks",
        what="Visitors are added to the staff on site, as if they took desks.",
        file="sim/metrics/site_daily.py",
        old='            "people": column("people"),\n',
        new='            "people": column("people") + column("visitors"),\n',
        tests=(IDENTITIES + "test_the_identities_of_the_model_hold",),
    ),
    Fault(
        name="together_with_oneself",
        what="The share of team-mates met counts the person too, so that somebody alone has met one.",
        file="sim/metrics/teams.py",
        old="pairs = (together * (together - 1)).sum(axis=0)",
        new="pairs = (together * together).sum(axis=0)",
        tests=(TEAMS + "test_copresence_is_the_share_of_mates_on_the_same_site_over_days_on_site",),
    ),
    Fault(
        name="commute_one_way",
        what="The way to work is counted and the way home is not.",
        file="sim/metrics/teams.py",
        old="add_in_turn(self._commute[name], team, 2 * way)",
        new="add_in_turn(self._commute[name], team, way)",
        tests=(TEAMS + "test_the_commute_is_a_round_trip_for_everybody_who_set_out",),
    ),
    Fault(
        name="lunch_in_a_meeting_counted_twice",
        what="A desk left empty by a meeting over lunch counts as empty twice.",
        file="sim/engine/desk_use.py",
        old="found.lunch = length - _add_up(visit, np.maximum(meets, 0), len(visits))",
        new="found.lunch = length",
        tests=(DESK_USE + "test_lunch_is_taken_where_it_fits_into_the_stay_and_not_counted_twice_in_a_meeting",),
    ),
    Fault(
        name="holidays_in_the_denominator",
        what="The attendance rate divides by all Mondays to Fridays, public holidays included.",
        file="sim/stats/summary.py",
        old="    days = len(scenario.days.dates)\n    people = c.stack",
        new="    days = 5 * weeks\n    people = c.stack",
        tests=(PROJECT + "test_summary_means_are_the_means_of_the_tables",),
    ),
    Fault(
        name="day_without_counts_the_unit_twice",
        what="The day without a shared office day still holds those who came for it.",
        file="sim/metrics/shared_days.py",
        old="others = here & (self._unit_of_person[visits.person[today]] != shared.unit)",
        new="others = here",
        tests=(SHARED_DAYS + "test_under_the_policy_without_other_norms_the_day_without_is_one_of_free_choice",),
    ),
    Fault(
        name="attribution_without_empty_rows",
        what="The table of why a day was full leaves out the reasons that nobody had.",
        file="sim/metrics/attribution.py",
        old='.with_columns(pl.col("share").fill_nan(None))',
        new='.with_columns(pl.col("share").fill_nan(None)).filter(pl.col("desks") > 0)',
        tests=(ATTRIBUTION + "test_there_is_a_row_for_every_site_and_every_purpose_decider_and_unit",),
    ),
    Fault(
        name="attribution_of_the_wrong_day",
        what="The busy day that is explained is one rank too high.",
        file="sim/metrics/attribution.py",
        old="rank = math.ceil(BUSY_DAY_LEVEL * wanted_peak.shape[1] - 1e-9) - 1",
        new="rank = math.floor(BUSY_DAY_LEVEL * wanted_peak.shape[1] + 1e-9)",
        tests=(ATTRIBUTION + "test_the_rank_is_not_moved_by_rounding",),
    ),
    Fault(
        name="attribution_misses_who_just_arrived",
        what="Who arrives in the very minute of the peak is missing from the table of why the day was full.",
        file="sim/metrics/attribution.py",
        old="(visits.arrival <= tick) & (tick < visits.departure)",
        new="(visits.arrival < tick) & (tick < visits.departure)",
        tests=(ATTRIBUTION + "test_those_present_at_the_first_peak_minute_are_counted_and_who_was_sent_home_as_well",),
    ),
    Fault(
        name="quantile_over_pooled_days",
        what="Days of one year are taken for independent ones, so that the interval of the busy day is far too narrow.",
        file="sim/stats/share_of_days.py",
        old="error = np.sqrt(spread[varied] / (replications - 1)) / (replications * days)",
        new="error = np.sqrt(p * (1 - p) / (replications * days))",
        tests=(COVERAGE + "test_a_quantile_over_days_is_covered_as_often_as_promised",),
    ),
    Fault(
        name="busy_day_one_desk_too_high",
        what="A number exceeded on exactly 5 % of days does not count as enough for 95 % of days.",
        file="sim/stats/day_quantile.py",
        old="above.sum(axis=0) <= math.floor(allowed * replications * days)",
        new="above.sum(axis=0) < math.floor(allowed * replications * days)",
        tests=(DAY_QUANTILE + "test_a_share_of_exactly_five_per_cent_is_at_most_five_per_cent",),
    ),
    Fault(
        name="risk_counts_days_at_the_limit",
        what="A day on which exactly all desks are wanted counts as a day with too few.",
        file="sim/stats/days_above.py",
        old='side="left"',
        new='side="right"',
        tests=(RISK_CURVE + "test_days_above_worked_by_hand",),
    ),
    Fault(
        name="spread_divided_by_n",
        what="The standard deviation is divided by n instead of n - 1, which makes intervals too narrow.",
        file="sim/stats/interval.py",
        old="values.std(ddof=1)",
        new="values.std()",
        tests=(INTERVAL + "test_a_t_interval_worked_by_hand",),
    ),
    Fault(
        name="normal_instead_of_t",
        what="Intervals use the normal law though there are only a few replications.",
        file="sim/stats/interval.py",
        old="return t_quantile(replications - 1, (1 + level) / 2)",
        new="return t_quantile(1_000_000, (1 + level) / 2)",
        tests=(INTERVAL + "test_a_t_interval_worked_by_hand",),
    ),
    Fault(
        name="unpaired_difference",
        what="Two policies under the same luck are compared as if they had nothing in common.",
        file="sim/stats/paired.py",
        old="error = standard_error(differences)\n",
        new="error = math.hypot(standard_error(np.asarray(a)), standard_error(np.asarray(b)))\n",
        tests=(PAIRED + "test_common_luck_tells_apart_what_unpaired_limits_could_not",),
    ),
    Fault(
        name="holm_without_step_down",
        what="With several comparisons every p-value is multiplied by their number, which hides true differences.",
        file="sim/stats/holm.py",
        old="factors = np.arange(len(order), 0, -1)",
        new="factors = np.full(len(order), len(order))",
        tests=(PAIRED + "test_holm_worked_by_hand",),
    ),
    Fault(
        name="damaged_file_read",
        what="A stored replication is read without looking whether it is still what was written.",
        file="sim/results/store.py",
        old="if _is_whole(path, arrays):",
        new="if path.is_file():",
        tests=(STORE + "test_damaged_content_is_set_aside_and_no_longer_counts",),
    ),
    Fault(
        name="resumed_run_loses_the_first_part",
        what="A run that goes on reports only the replications computed now, not those that were there.",
        file="sim/studies/simulate.py",
        old="done = sorted([*reused, *outcome.computed])",
        new="done = sorted(outcome.computed or reused)",
        tests=(WHAT_FAULTS_TAUGHT + "test_a_run_that_goes_on_computes_only_what_is_missing_and_tells_all",),
    ),
    Fault(
        name="resumed_run_computes_all_again",
        what="A run that goes on computes again what is stored already.",
        file="sim/studies/simulate.py",
        old="todo = [r for r in wanted if r not in stored]",
        new="todo = list(wanted)",
        tests=(WHAT_FAULTS_TAUGHT + "test_a_run_that_goes_on_computes_only_what_is_missing_and_tells_all",),
    ),
    Fault(
        name="policies_share_a_store",
        what="The results of one policy are taken from the store for another one.",
        file="sim/scenario.py",
        old='for part in ("organization", "office", "activities", "behavior", "calendar", "policy")',
        new='for part in ("organization", "office", "activities", "behavior", "calendar")',
        tests=(WHAT_FAULTS_TAUGHT + "test_whatever_decides_the_numbers_has_a_place_of_its_own_in_the_store",),
    ),
    Fault(
        name="four_people_are_shown",
        what="A group of four people is published by itself.",
        file="sim/report/suppression.py",
        old="SMALLEST_GROUP = 5",
        new="SMALLEST_GROUP = 4",
        tests=(SUPPRESSION + "test_a_total_of_few_people_may_not_be_shown",),
    ),
    Fault(
        name="small_group_by_subtraction",
        what="A single small group is hidden alone, so that the total less the shown groups reveals it.",
        file="sim/report/suppression.py",
        old="if len(hidden) >= 2 and sum(sizes[other] for other in hidden) >= SMALLEST_GROUP:",
        new="if len(hidden) >= 1:",
        tests=(SUPPRESSION + "test_one_small_group_takes_the_next_smallest_with_it",),
    ),
    Fault(
        name="full_to_the_last_desk_called_short",
        what="The report calls a day short on which every desk is wanted and nobody is left without one.",
        file="sim/report/site_need.py",
        old="days_short_share=share_interval(wanted > desks)",
        new="days_short_share=share_interval(wanted >= desks)",
        tests=(WHAT_FAULTS_TAUGHT + "test_a_day_on_which_every_desk_is_wanted_and_none_is_missing_is_not_short",),
    ),
    Fault(
        name="too_few_though_it_cannot_be_told",
        what="The report says that desks are too few where the lower limit of what is needed is just what there is.",
        file="sim/report/site_need.py",
        old='return "too_few" if low > limit else',
        new='return "too_few" if low >= limit else',
        tests=(WHAT_FAULTS_TAUGHT + "test_a_lower_limit_of_exactly_the_desks_there_are_does_not_call_them_too_few",),
    ),
)
