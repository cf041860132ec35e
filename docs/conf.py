"""Sphinx configuration: no network, no CDN."""

import shutil
from importlib.metadata import version as installed
from pathlib import Path

project = "framing"
author = "The framing developers"
copyright = "2026, The framing developers"
version = release = installed("framing")

extensions = ["myst_nb", "numpydoc", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]
mathjax_path = "unused.js"  # formulas are written as text; nothing is loaded from elsewhere
nb_execution_mode = "off"  # the gallery says for itself that it is to be run
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_merge_streams = True
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}
exclude_patterns = ["_build"]
autosummary_generate = True
numpydoc_show_class_members = False
numpydoc_validation_checks: set[str] = set()
suppress_warnings = ["myst.xref_missing"]

html_theme = "pydata_sphinx_theme"
html_static_path = ["_static"]
html_title = "framing"
html_theme_options = {"show_prev_next": True, "navigation_with_keys": False, "secondary_sidebar_items": ["page-toc"]}

# the notebooks stand in examples/ with their outputs
notebooks = Path(__file__).parent / "notebooks"
shutil.rmtree(notebooks, ignore_errors=True)
notebooks.mkdir()
for each in sorted((Path(__file__).parent.parent / "examples").glob("[0-9]*.ipynb")):
    shutil.copy(each, notebooks)
