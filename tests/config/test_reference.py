"""docs/config.md and docs/scenario.schema.json say what the types say now."""

from sim.config import paths, reference, shapes

DOCS = paths.CONF.parent / "docs"
RENEW = "run: python -m sim.config.reference"


def test_the_reference_of_keys_is_current():
    assert (DOCS / "config.md").read_text(encoding="utf-8") == reference.markdown(), RENEW


def test_the_json_schema_is_current():
    assert (DOCS / "scenario.schema.json").read_text(encoding="utf-8") == reference.schema_text(), RENEW


def test_limits_in_the_json_schema_are_those_an_editor_knows():
    text = reference.schema_text()
    assert '"minimum": -8' in text
    assert not [name for name in ("ge", "gt", "le", "lt") if f'"{name}":' in text]


def test_every_key_says_in_words_what_may_stand_there():
    for path, shape in shapes.walk(shapes.root()):
        assert shape.allowed, path
        assert "^" not in shape.allowed, path


def test_every_number_says_its_range():
    for path, shape in shapes.walk(shapes.root()):
        if shape.allowed.startswith(("a number", "a whole number", "a share")):
            assert " from " in shape.allowed or " below " in shape.allowed or " at most " in shape.allowed, path
