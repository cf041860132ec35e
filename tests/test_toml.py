"""TOML read plainly is what the standard library reads."""

import tomllib

import pytest

from framing.resources import data
from framing.toml import _Tables, read_toml

PACKAGED = sorted(
    (
        file
        for folder in (data("lexicons"), data("lexicons").joinpath("actors"))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    ),
    key=lambda file: file.name,
)
PLAIN = [
    "",
    "# only a comment",
    "a = 1\nb = -20\nc = true # flag\nd = 2022-02-24\n",
    'a = "tab\there, \\"quoted\\", back\\\\slash # no comment"',
    'a = [] # none\nb = [\n  # "not this"\n  "x", # "nor this"\n\n "y",\n]\n',
    "a = [ { b = 'x' } ]",
    'a = { b = "x", c = 2019-05-20, d = ["y", "z"] }\ne = [ { f = 1 },\n { f = 2 }, ]',
    "a = '''x'''\nb = 'it \\ is'",
    'a = """\none\n\\\n   two "three" \\"""\\\\"""\nb = """x"""',
    "[[a]]\nb = 1\n[[a]]\nb = 2\n[c]\nd = 1\n[c.e]\nf = 1",
    "[a.b]\nc = 1\n[a]\nd = 1",
    'a = 2020-01-01 10:00:00\nb = 1.5\nc = 1_000\nd = [1, 2]\n"e" = 1\nf.g = 1\nh = "\\u00e9"',
    "[[a]]\nb = 1\n[a.c]\nd = 2",
]
WRONG = [
    "a = 1\na = 2",
    'a = "x" b',
    "a = 07",
    "a = 2020-13-01",
    "[a]\n[a]",
    "[a]\n[[a]]",
    "[[a]]\n[a]",
    "a = []\n[[a]]",
    "a = {b = 1}\n[a.c]",
    "[a.b]\n[a]\nb = 1",
    "a = { x = 1, x = 2 }",
    "a = { x = 1, }",
    "a = 'x'''",
    'a = "x" # \x01',
    'a = ["x"',
]


def kinds(value):
    """Return a value with the type of every part and the order of keys."""
    if isinstance(value, dict):
        return [(key, kinds(each)) for key, each in value.items()]
    return [kinds(each) for each in value] if isinstance(value, list) else (type(value), value)


@pytest.mark.parametrize("file", PACKAGED, ids=lambda file: file.name)
def test_packaged_files_are_read_as_by_the_standard_library(file):
    text = file.read_text("utf-8")
    assert kinds(read_toml(text)) == kinds(tomllib.loads(text))


def test_most_packaged_files_are_plain():
    """Or nothing would be gained."""
    plain = [file.name for file in PACKAGED if _is_plain(file.read_text("utf-8"))]
    assert len(plain) > 0.9 * len(PACKAGED)


def _is_plain(text):
    try:
        _Tables().read(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("text", PLAIN)
def test_statements_are_read_as_by_the_standard_library(text):
    try:
        expected = kinds(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        with pytest.raises(tomllib.TOMLDecodeError):
            read_toml(text)
    else:
        assert kinds(read_toml(text)) == expected


@pytest.mark.parametrize("text", WRONG)
def test_mistakes_are_told_by_the_standard_library(text):
    with pytest.raises(tomllib.TOMLDecodeError):
        read_toml(text)
