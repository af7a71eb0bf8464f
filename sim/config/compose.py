"""Composes conf/ and a scenario with Hydra into plain data. The only file that knows Hydra's Compose API.

Nothing of a configuration is ever instantiated, and Hydra's own application (callbacks, logging, run folders) never
starts. A scenario comes in through the ConfigStore, after the guard, under one fixed name.
"""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from typing import TYPE_CHECKING

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.errors import ConfigCompositionException
from omegaconf import OmegaConf

from sim.config.assign import merged
from sim.config.paths import CONF, GROUPS
from sim.config.sources import default_choices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.config.guard import GivenScenario

#: The behavior of Hydra that conf/ is written for; stated here and nowhere else.
_HYDRA_VERSION_BASE = "1.3"
_STORED_NAME = "given"


def files_chosen(scenario: GivenScenario, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the file of each group: the command line wins over the scenario, which wins over conf/config.yaml."""
    defaults = default_choices()
    return {group: {**defaults, **scenario.chosen, **chosen}[group] for group in GROUPS}


def compose_scenario(scenario: GivenScenario, chosen: Mapping[str, str]) -> dict[str, object]:
    """Return the composed configuration; a group chosen on the command line leaves out the scenario's section of it."""
    files = {group: name for group, name in scenario.chosen.items() if group not in chosen}
    values = {key: value for key, value in scenario.values.items() if key not in chosen}
    try:
        return _composed(files, values, chosen)
    except ConfigCompositionException:  # a list over a section, or the other way round, which the type check explains
        return merged(_composed(files, {}, chosen), values)


def _composed(files: Mapping[str, str], values: Mapping[str, object], chosen: Mapping[str, str]) -> dict[str, object]:
    node = {"defaults": [{f"override /{group}": name} for group, name in files.items()], **values}
    overrides = (f"scenario={_STORED_NAME}", *(f"{group}={name}" for group, name in chosen.items()))
    return copy.deepcopy(_compose(json.dumps(node), overrides))


@lru_cache(maxsize=32)
def _compose(node: str, overrides: tuple[str, ...]) -> dict[str, object]:
    """Compose once what a multirun or a study asks for many times; conf/ does not change while the program runs."""
    ConfigStore.instance().store(group="scenario", name=_STORED_NAME, node=json.loads(node), package="_global_")
    with initialize_config_dir(str(CONF), version_base=_HYDRA_VERSION_BASE):
        composed = OmegaConf.to_container(compose("config", overrides=list(overrides)), resolve=False)
    assert isinstance(composed, dict)
    return {str(key): value for key, value in composed.items()}
