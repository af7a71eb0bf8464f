"""The shape of the code is part of the promise: small rooms, no back doors."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

from tests.building import ROOT

SOURCES = sorted((ROOT / "sim").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def called(tree) -> set[str]:
    """Dotted names of everything that is called in a module."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_is_longer_than_400_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


#: A process and those it has started send each other what nobody else can write; results and caches never hold it.
_BETWEEN_OWN_PROCESSES = {"sim/results/parcel.py": {"pickle.dumps", "pickle.loads"}}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_source_file_uses_global_luck_pickle_hash_or_eval(path):
    names = called(tree_of(path))
    forbidden = {"hash", "eval", "exec", "pickle.loads", "pickle.dumps", "instantiate", "hydra.utils.instantiate"}
    assert not names & (forbidden - _BETWEEN_OWN_PROCESSES.get(path.relative_to(ROOT).as_posix(), set()))
    assert not [name for name in names if name.startswith(("np.random", "numpy.random", "random."))]


def test_no_file_is_called_utils_helpers_or_common():
    assert not [path for path in SOURCES if path.stem in {"utils", "helpers", "common", "misc", "manager"}]


def test_configuration_never_names_code():
    for path in [*(ROOT / "conf").rglob("*.yaml"), *(ROOT / "scenarios").rglob("*.yaml")]:
        assert not re.search(r"_target_|\$\{", path.read_text(encoding="utf-8")), path


def test_the_help_page_needs_none_of_the_heavy_libraries():
    code = (
        "import sys; from sim.__main__ import main; main(['--help']); "
        "print(sorted({'numpy','polars','scipy','matplotlib','hydra','pydantic','simpy','rich'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert out.strip().splitlines()[-1] == "[]"


def test_nothing_tracked_names_a_registry_or_a_path_of_this_machine():
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    machine = re.compile(
        r"(?<![\w.])/(work|root|home/[a-z]+)/|https?://[a-z.-]*(pypi|pythonhosted|registry|index)[a-z.-]*/"
    )
    for name in filter(None, tracked.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".yaml", ".txt", ".json", ""}:
            assert not machine.search(path.read_text(encoding="utf-8", errors="replace")), name
