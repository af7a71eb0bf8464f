"""The columns that docs/tables.md promises, to check tables that were made elsewhere; a test holds both equal.

Beside them a table may have others, which the page describes in words.
"""

from __future__ import annotations

#: In every table, in front.
ORIGIN = ("scenario", "policy")

#: By table, in their order.
COLUMNS = {
    table: (*ORIGIN, *names.split())
    for table, names in {
        "summary": "metric site_id estimate ci_low ci_high ci_level replications unit",
        "city_daily": (
            "replication date desks wanted_peak occupied_peak occupied_mean people_peak people visitors "
            "arrivals displaced forced_remote"
        ),
        "site_daily": (
            "replication date site_id desks wanted_peak occupied_peak occupied_mean people_peak people "
            "visitors arrivals displaced forced_remote"
        ),
        "desks_daily": (
            "replication date site_id zone_id desks wanted_peak occupied_peak occupied_mean arrivals "
            "first_choice displaced_in displaced_out forced_remote"
        ),
        "rooms_daily": (
            "replication date site_id seats rooms requests served served_larger waited moved "
            "made_online no_shows released wanted_peak in_use_peak booked_minutes used_minutes"
        ),
        "room_requests": (
            "replication site_id seats activity requests served served_larger waited moved made_online "
            "no_shows released single_requests used_minutes single_minutes"
        ),
        "room_demand": "site_id seats rooms metric estimate ci_low ci_high ci_level replications unit",
        "desk_use": (
            "replication date site_id held_minutes meeting_minutes lunch_minutes away_minutes "
            "passive_share steps away_steps away_starts away_ends"
        ),
        "locations_daily": "replication date team_id headcount own_premises other_premises customer home absent",
        "teams": (
            "replication team_id unit_id site_id headcount office_days_per_week copresence_share "
            "seated_together_share lonely_days_share imposed_days_share unwanted_remote_days "
            "preference_deviation_days forced_remote_days displaced_share compliance_rate "
            "commute_hours_per_week commute_co2_kg_per_week"
        ),
        "presence": "site_id weekday minute purpose people_mean people_p95",
        "norms": "team_id rule value set_by source",
        "deciders": "site_id decided_by purpose office_days_share",
        "shared_days": (
            "replication date unit_id site_id invited came desks wanted_peak shortfall_peak "
            "wanted_peak_without shortfall_peak_without room_requests rooms_refused"
        ),
        "attribution": "site_id kind name desks share",
        "newcomers": "replication team_id newcomers sessions contact_days task_sessions contact_days_per_newcomer",
        "visits": (
            "replication date person_id team_id unit_id home_site_id site_id zone_id wanted_zone_id "
            "purpose decided_by arrival_minute departure_minute outcome"
        ),
        "gatherings": (
            "replication date activity team_id site_id start_minute end_minute invited on_site visitors "
            "room_id seats outcome"
        ),
        "room_log": (
            "replication date activity team_id site_id start_minute end_minute invited on_site visitors "
            "room_id seats outcome asked_minute asked_end_minute wait_minutes booked people"
        ),
        "sites": "site_id name x_km y_km opens_at_minute closes_at_minute headcount desks area_m2",
        "zones": "zone_id site_id floor wing kind desks area_m2",
        "rooms": "room_id site_id floor wing kind seats equipment opens_at_minute closes_at_minute area_m2",
        "sizing": (
            "site_id zone_id wing resource seats service_kind days service_level needed ci_low ci_high "
            "current cost_eur_per_year one_more_eur_per_year one_more_m2 why_not"
        ),
        "risk": "site_id zone_id resource seats number share_of_days_short ci_low ci_high",
        "confirmation": "site_id resource seats service_kind needed allowed_share share ci_low ci_high confirmed",
        "naive": "site_id resource seats rule needed why",
        "searched": "site_id resource seats number share ci_low ci_high",
        "closures": (
            "step site_id floor wing desks_freed m2_freed eur_saved_per_year forced_remote_days_per_person_year "
            "displaced_share room_refused_share commute_minutes_per_person_week ci_low ci_high turned_away_share "
            "turned_away_low turned_away_high more_forced_remote_days more_forced_remote_days_low "
            "more_forced_remote_days_high more_commute_minutes hardest_hit_site_id hardest_hit_more_days "
            "keeps_level sites_over replications fresh_turned_away_share fresh_turned_away_low "
            "fresh_turned_away_high"
        ),
        "room_rules": (
            "rule site_id refused_share_without refused_share_under difference ci_low ci_high adjusted_p "
            "rooms_worth eur_worth_per_year replications"
        ),
        "shared_day_moves": (
            "weekday weekday_name site_id desks_needed_now desks_needed desks_freed ci_low ci_high adjusted_p"
        ),
        "sensitivity": (
            "parameter says keys unit source_kind source range_source set_in value low high metric "
            "metric_unit estimate estimate_low estimate_high difference_low difference_low_ci_low "
            "difference_low_ci_high difference_high difference_high_ci_low difference_high_ci_high "
            "swing swing_ci_low swing_ci_high adjusted_p rank replications"
        ),
        "comparison": (
            "policy_a policy_b metric site_id estimate_a estimate_b difference ci_low ci_high adjusted_p verdict"
        ),
        "winners": (
            "policy_a policy_b group_kind group metric better_share same_share worse_share difference ci_low ci_high"
        ),
        "fairness": "policy metric measure group_kind highest_group lowest_group estimate ci_low ci_high",
        "frontier": (
            "policy copresence_share copresence_share_ci_low copresence_share_ci_high desks_needed "
            "desks_needed_ci_low desks_needed_ci_high desks_needed_city_wide "
            "desks_needed_city_wide_ci_low desks_needed_city_wide_ci_high commute_hours_per_week "
            "commute_hours_per_week_ci_low commute_hours_per_week_ci_high dominated dominated_by"
        ),
        "verification": "case quantity exact simulated ci_low ci_high ci_level passed",
    }.items()
}
