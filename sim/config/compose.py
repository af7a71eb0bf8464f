"""Composes conf/ with Hydra into plain data. The only file that knows Hydra's Compose API.

Nothing of a configuration is ever instantiated, and Hydra's own application (callbacks, logging, run folders) never
starts. Of a scenario Hydra only sees which files of conf/ it chooses; its values are laid over what was composed, so
that nothing in them can mean anything to Hydra. That is a hundred times faster as well: Hydra takes half a minute for
the 70,000 values of a large organization.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from omegaconf import OmegaConf

from sim.config.assign import merged
from sim.config.paths import CONF, GROUPS
from sim.config.sources import default_choices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.config.guard import GivenScenario

#: The behavior of Hydra that conf/ is written for; stated here and nowhere else.
_HYDRA_VERSION_BASE = "1.3"
#: Which files a scenario chooses is known; what is left of it is nothing to Hydra.
_NOTHING = "nothing"
ConfigStore.instance().store(group="scenario", name=_NOTHING, node={}, package="_global_")
#: What has been composed by now: the top of the configuration, and each file of a group, by group and name. conf/ does
#: not change while the program runs, and the jobs of a study or a multirun mostly choose the same files.
_top: dict[str, object] = {}
_sections: dict[tuple[str, str], object] = {}


def files_chosen(scenario: GivenScenario, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the file of each group: the command line wins over the scenario, which wins over conf/config.yaml."""
    defaults = default_choices()
    return {group: {**defaults, **scenario.chosen, **chosen}[group] for group in GROUPS}


def compose_scenario(scenario: GivenScenario, chosen: Mapping[str, str]) -> dict[str, object]:
    """Return the composed configuration; a group chosen on the command line leaves out the scenario's section of it."""
    values = {key: value for key, value in scenario.values.items() if key not in chosen}
    return copy.deepcopy(merged(_composed(files_chosen(scenario, chosen)), values))


def _composed(files: Mapping[str, str]) -> dict[str, object]:
    """Compose all files at once the first time, and later only those that have not been composed yet."""
    if not _top:
        whole = _compose("config", [f"scenario={_NOTHING}", *(f"{group}={name}" for group, name in files.items())])
        _sections.update({(group, name): whole.pop(group) for group, name in files.items()})
        _top.update(whole)
    for group, name in files.items():
        if (group, name) not in _sections:
            _sections[group, name] = _compose(f"{group}/{name}")[group]
    return {**_top, **{group: _sections[group, name] for group, name in files.items()}}


def _compose(name: str, overrides: Sequence[str] = ()) -> dict[str, object]:
    with initialize_config_dir(str(CONF), version_base=_HYDRA_VERSION_BASE):
        composed = OmegaConf.to_container(compose(name, overrides=list(overrides)), resolve=False)
    assert isinstance(composed, dict)
    return {str(key): value for key, value in composed.items()}
