"""Why people are on site, in words and colors: thirteen purposes make seven layers that can be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Words for each purpose of the tables, the order being that of the model.
PURPOSE_WORDS = {
    "desk_work": "desk work",
    "team_day": "team day",
    "team_meeting": "team meeting",
    "unit_meeting": "unit meeting",
    "joint_meeting": "joint meeting",
    "management_group": "management group",
    "shared_office_day": "shared office day",
    "ideation": "ideation",
    "development_day": "development day",
    "onboarding": "onboarding",
    "one_to_one": "one-to-one",
    "negotiation": "negotiation",
    "ad_hoc": "ad hoc meeting",
}

#: Words for who decided a day; `person` is the one that nobody imposed.
DECIDER_WORDS = {
    "person": "would have come anyway",
    "activity": "needed by an activity",
    "team": "needed by the team",
    "unit": "needed by the unit",
    "employer": "needed by the employer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Purposes drawn as one: `words` name it on a drawing, `ink` is the color of a number on it."""

    words: str
    color: str
    ink: str
    purposes: tuple[str, ...]


# Okabe-Ito, with a light gray for desk work; written out here so that the page needs no matplotlib.
LAYERS = (
    Layer(words="desk work", color="#C4C4C4", ink="black", purposes=("desk_work",)),
    Layer(words="team days", color="#56B4E9", ink="black", purposes=("team_day",)),
    Layer(words="team meetings", color="#0072B2", ink="white", purposes=("team_meeting",)),
    Layer(
        words="unit, joint and management meetings",
        color="#009E73",
        ink="black",
        purposes=("unit_meeting", "joint_meeting", "management_group"),
    ),
    Layer(
        words="shared office and development days",
        color="#E69F00",
        ink="black",
        purposes=("shared_office_day", "development_day"),
    ),
    Layer(
        words="ideation, onboarding, one-to-ones, negotiations",
        color="#CC79A7",
        ink="black",
        purposes=("ideation", "onboarding", "one_to_one", "negotiation"),
    ),
    Layer(words="ad hoc meetings", color="#F0E442", ink="black", purposes=("ad_hoc",)),
)
#: What is too small to be shown by itself, or one of too many.
OTHER = Layer(words="other purposes", color="#7A7A7A", ink="white", purposes=())

_GROUPED = {
    "unit_meeting": "unit, joint and management group meetings are one layer",
    "shared_office_day": "shared office days and development days are one",
    "ideation": "ideation, onboarding, one-to-ones and negotiations are one",
}


def grouping(layers: Sequence[Layer]) -> str:
    """Say, with a space in front, which purposes are drawn as one; empty where none are."""
    said = [words for first, words in _GROUPED.items() if any(first in layer.purposes for layer in layers)]
    sentence = f" {'; '.join(said)}." if said else ""
    small = " What never holds 5 people on average is among the other purposes." if OTHER in layers else ""
    return sentence[:1] + sentence[1:2].upper() + sentence[2:] + small


def purpose_words(name: str) -> str:
    """Write a purpose of the tables in words."""
    return PURPOSE_WORDS.get(name, name.replace("_", " "))


def with_article(name: str) -> str:
    """Write a purpose as what a person has on a day: `a team meeting`, `an ad hoc meeting`, `ideation`."""
    words = purpose_words(name)
    if name in {"desk_work", "ideation", "onboarding"}:
        return words
    return f"an {words}" if words.startswith("ad ") else f"a {words}"


def layer_of(purpose: str) -> Layer:
    """Find the layer a purpose belongs to."""
    return next((layer for layer in LAYERS if purpose in layer.purposes), OTHER)
