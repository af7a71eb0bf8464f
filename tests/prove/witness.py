"""A pytest plugin that writes down what the parent process wants to know: which test failed first, when, and how.

Loaded by `tests.prove.trial` only. It also refuses to go on where another `sim` than that of the copy is imported, or
where the file with the fault in it cannot be imported: a fault nobody can import would be caught by every test.
"""

from __future__ import annotations

import importlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import Phase, settings

#: Exit code where the copy is not what is tested.
REFUSED = 70


def pytest_sessionstart() -> None:
    """Look where `sim` comes from, and import what was edited."""
    import sim

    here = Path.cwd().resolve()
    if here not in Path(sim.__file__).resolve().parents:
        pytest.exit(f"sim is imported from {sim.__file__}, not from the copy", returncode=REFUSED)
    try:
        importlib.import_module(os.environ["PROVE_MODULE"])
    except Exception as error:  # noqa: BLE001 (whatever it is, the fault is no fault but a typing mistake)
        pytest.exit(f"the edited file cannot be imported: {error!r}", returncode=REFUSED)
    # One example on which a test fails is enough; looking for the smallest one may take minutes.
    settings.register_profile("prove", settings(), phases=(Phase.explicit, Phase.generate))
    settings.load_profile("prove")


def pytest_runtest_logstart(nodeid: str) -> None:
    """Name the test that runs, in case it never ends."""
    _write({"running": nodeid})


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Keep the first failure."""
    report = yield
    if report.failed and "failed" not in _known():
        _write({"failed": item.nodeid, "phase": report.when, "error": call.excinfo.type.__name__})
    return report


def _path() -> Path:
    return Path(os.environ["PROVE_WITNESS"])


def _known() -> dict[str, str]:
    return json.loads(_path().read_text(encoding="utf-8")) if _path().exists() else {}


def _write(facts: dict[str, str]) -> None:
    known = _known()
    if "failed" not in known:
        _path().write_text(json.dumps({**known, **facts}), encoding="utf-8")
