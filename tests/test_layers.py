"""Imports point down."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "framing"
LAYERS = [
    {"errors", "resources", "stats"},
    {"text"},
    {"corpus", "lexicon", "measure"},
    {"scorers"},
    {"analysis"},
    {"compare", "coverage", "discover", "events", "validity"},
    {"charts", "report"},
    {"cli"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path):
    """Return the framing layers that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("framing"):
            parts = node.module.split(".")
            yield from [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("framing."))


def layer(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path):
    own = layer(path)
    if own == "__init__":
        return
    assert own in RANK, f"{own} belongs to no layer"
    above = [name for name in imported(path) if name in RANK and name != own and RANK[name] > RANK[own]]
    assert not above, f"{path.name} imports from above: {above}"


def test_import_is_light():
    code = "import framing, sys; print([m for m in ('matplotlib', 'sklearn', 'nltk', 'textstat') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_every_public_name_can_be_had():
    import framing

    for name in framing.__all__:
        assert getattr(framing, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = framing.analyse
