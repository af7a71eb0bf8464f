"""Links resolve, nothing names a machine, and what is said to exist exists."""

import re

import pytest
import yaml

from tests.documents.reading import ROOT, anchor, blocks, documents, name, prose

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")

EVERY = pytest.mark.parametrize("path", documents(), ids=name)


@EVERY
def test_links_inside_the_repository_resolve(path):
    for target in _LINK.findall(prose(path)):
        if re.match(r"https?:", target):
            continue
        file, _, heading = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), target
        assert there.is_relative_to(ROOT), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {anchor(text) for text in headings}, target


@EVERY
def test_files_named_in_backticks_exist(path):
    for file in re.findall(r"`((?:docs|conf|scenarios|tests|results)/[\w./-]*\w)`", prose(path)):
        assert (ROOT / file).exists(), file


@EVERY
def test_no_document_names_a_place_on_some_machine(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.~<)/\]}])/(home|root|tmp|work|Users|usr|opt|mnt|var)/", text)
    assert not re.search(r"[A-Z]:\\|file://|localhost|127\.0\.0\.1|index-url|/simple\b", text)


@EVERY
def test_figures_are_small_enough_to_read_along(path):
    for target in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).stat().st_size < 150_000, target


@EVERY
def test_fenced_yaml_is_yaml(path):
    for block in blocks(path):
        if block.language == "yaml":
            assert isinstance(yaml.safe_load(block.text), dict)


def test_the_readme_lists_every_policy_there_is():
    assert listed_under("| `policy=` |") == {file.stem for file in (ROOT / "conf" / "policy").glob("*.yaml")}


def test_the_readme_lists_every_study_there_is():
    listed = listed_under("| `study=` |") | {"project"}
    assert listed == {file.stem for file in (ROOT / "conf" / "study").glob("*.yaml")}


def listed_under(head):
    """Names in the first column of the table of the README that begins so."""
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition(head)[2].partition("\n\n")[0]
    return set(re.findall(r"^\| `(\w+)` \| ", table, re.MULTILINE))


def test_the_readme_states_every_exit_code_of_the_help():
    from sim.config.help_text import usage

    stated = set(re.findall(r"^\| (\d+) \|", prose(ROOT / "README.md"), re.MULTILINE))
    helped = set(re.findall(r"(?<![\d=])(\d+) (?:done|a mistake|finished|disk|interrupted)", usage()))
    assert helped <= stated
    assert stated - helped <= {"1"}


def test_the_model_page_names_every_stream_of_luck():
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "sim").rglob("*.py"))
    streams = set(re.findall(r"\.stream\(\"([\w ]+)\"\)", code))
    page = re.sub(r"\s+", " ", prose(ROOT / "docs" / "model.md"))
    assert streams
    assert {stream for stream in streams if f"`{stream}`" not in page} == set()
