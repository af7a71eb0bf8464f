"""What the template of the explorer is filled with: its controls, its fixed sentences, its data and its script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.compare_titles import titled
from sim.report.compared import OF_PEOPLE
from sim.report.explorer_changes import base_words
from sim.report.explorer_data import SHOWN, explorer_json
from sim.report.explorer_people import kinds_of
from sim.report.page_script import page_script
from sim.report.words import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from sim.report.compared import Compared
    from sim.report.language import Language

#: The kind of groups and the measure that a reader sees first.
_FIRST_KIND, _FIRST_METRIC = "role", "preference_deviation_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a control; `english` is its English name where the page's language has another."""

    value: str
    text: str
    chosen: bool = False
    english: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorerView:
    """The explorer as its template takes it; `cards` are keys with headings, `notes` sentences under the numbers."""

    policies: Sequence[Option]
    metrics: Sequence[Option]
    kinds: Sequence[Option]
    first: int
    last: int
    step: int
    today: int
    cards: Sequence[tuple[str, str]]
    intro: str
    slider: str
    as_today: str
    rule: str
    notes: Sequence[str]
    curve: str
    winners_note: str
    fairness_note: str
    data: Markup
    script: Markup
    script_hash: str


def explorer_of(compared: Compared, language: Language) -> ExplorerView | None:
    """Fill the explorer; nothing where no number of desks was tried."""
    explored = compared.explored
    if explored is None:
        return None

    def whole(value: int) -> str:
        return language.number(count(value))

    kinds = kinds_of(compared)
    selectable = kinds[1:] or kinds
    first, last = explored.desks[0], explored.desks[-1]
    slider = "explorer.slider" if len(compared.site_names) > 1 else "explorer.slider_one"
    rule = [language.say("explorer.rule")] if len(compared.site_names) > 1 else []
    if explored.desks.step > 1:
        rule.append(language.say("explorer.step", step=whole(explored.desks.step)))
    base = base_words(compared, language, "is")
    facts = {"base": base, "people": whole(compared.people), "replications": whole(compared.replications)}
    script, script_hash = page_script("explorer.js")
    return ExplorerView(
        policies=[
            Option(
                value=str(place),
                text=titled(compared, policy, language),
                chosen=place == 0,
                english="" if policy.name == language.policy(policy.label) else policy.name,
            )
            for place, policy in enumerate(compared.policies)
        ],
        metrics=[
            Option(value=metric, text=language.say(f"burden.{metric}"), chosen=metric == _FIRST_METRIC)
            for metric in (measure.metric for measure in OF_PEOPLE)
        ],
        kinds=[
            Option(value=kind, text=language.say(f"kind.{kind}"), chosen=kind == _FIRST_KIND) for kind in selectable
        ],
        first=first,
        last=last,
        step=explored.desks.step,
        today=explored.today,
        cards=[(shown.key, language.say(f"card.{shown.key}")) for shown in SHOWN],
        intro=language.say("explorer.intro", base=base),
        slider=language.say(slider, first=whole(first), last=whole(last)),
        as_today=language.say("explorer.today", desks=whole(explored.today)),
        rule=" ".join(rule),
        notes=[
            language.say("explorer.fixed_note", desks=whole(explored.today)),
            language.say("explorer.verdict_note"),
        ],
        curve=language.say("explorer.curve", base=base),
        winners_note=language.say("explorer.winners_note", **facts),
        fairness_note=language.say("explorer.fairness_note", **facts),
        data=explorer_json(compared, explored, language),
        script=script,
        script_hash=script_hash,
    )
