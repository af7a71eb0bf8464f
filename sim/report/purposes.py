"""Why people are on site, in words and colors: thirteen purposes make seven layers that can be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.language import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.language import Language

#: Who decides a day, from the person outward; `person` is the one that nobody imposed.
DECIDERS = ("person", "activity", "team", "unit", "employer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Purposes drawn as one: the catalog names it after the first, and `ink` is the color of a number on it."""

    color: str
    ink: str
    purposes: tuple[str, ...]

    @property
    def key(self) -> str:
        """Name of the layer in the catalog; what is too small to be shown by itself has no purpose of its own."""
        return self.purposes[0] if self.purposes else "other"

    def words_in(self, language: Language) -> str:
        """Name of the layer on a drawing."""
        return language.say(f"layer.{self.key}")


# Okabe-Ito, with a light gray for desk work; written out here so that the page needs no matplotlib.
LAYERS = (
    Layer(color="#C4C4C4", ink="black", purposes=("desk_work",)),
    Layer(color="#56B4E9", ink="black", purposes=("team_day",)),
    Layer(color="#0072B2", ink="white", purposes=("team_meeting",)),
    Layer(color="#009E73", ink="black", purposes=("unit_meeting", "joint_meeting", "management_group")),
    Layer(color="#E69F00", ink="black", purposes=("shared_office_day", "development_day")),
    Layer(color="#CC79A7", ink="black", purposes=("ideation", "onboarding", "one_to_one", "negotiation")),
    Layer(color="#F0E442", ink="black", purposes=("ad_hoc",)),
)
#: What is too small to be shown by itself, or one of too many.
OTHER = Layer(color="#7A7A7A", ink="white", purposes=())


def grouping(layers: Sequence[Layer], language: Language = ENGLISH) -> str:
    """Say, with a space in front, which purposes are drawn as one; empty where none are."""
    said = [language.say(f"grouped.{layer.key}") for layer in LAYERS if layer in layers and len(layer.purposes) > 1]
    sentence = "; ".join(said)
    grouped = f" {sentence[:1].upper()}{sentence[1:]}." if said else ""
    return grouped + (language.say("grouped.small") if OTHER in layers else "")


def purpose_words(name: str, language: Language = ENGLISH) -> str:
    """Write a purpose of the tables in words."""
    return language.name("purpose", name, name.replace("_", " "))


def with_article(name: str, language: Language = ENGLISH) -> str:
    """Write a purpose as what a person has on a day: `a team meeting`, `an ad hoc meeting`, `ideation`."""
    return language.name("having", name, purpose_words(name, language))


def decider_words(name: str, language: Language = ENGLISH) -> str:
    """Write who decided a day."""
    return language.say(f"decider.{name}")


def layer_of(purpose: str) -> Layer:
    """Find the layer a purpose belongs to."""
    return next((layer for layer in LAYERS if purpose in layer.purposes), OTHER)
