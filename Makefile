# Wraps plain `python -m venv` and `pip install`; the README shows the pip and uv equivalents.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test baseline lint types doctest notebooks docs wheel benchmarks validity clean

demo: $(VENV)/.installed
	$(BIN)/framing demo -o report

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -q -n auto --dist loadfile

baseline: $(VENV)/.installed-dev
	$(BIN)/python tests/charts/cases.py

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

docs: $(VENV)/.installed-docs
	$(BIN)/sphinx-build -W -q -b html docs docs/_build/html

notebooks: $(VENV)/.installed-docs
	$(BIN)/python examples/run.py

benchmarks: $(VENV)/.installed-benchmarks
	$(BIN)/python tests/benchmarks/run.py --peers --large --write docs/speed.md

validity: $(VENV)/.installed-dev
	$(BIN)/python tests/validity/attribution.py --write docs/measures_attribution.md
	$(BIN)/python tests/validity/attribution.py --rules --write docs/measures_attribution.md
	$(BIN)/python tests/validity/portrayal.py --write docs/measures_portrayal.md
	$(BIN)/python tests/validity/events.py --write
	$(BIN)/python tests/validity/lexicons.py score --write docs/validity_lexicons.md
	$(BIN)/python tests/validity/mirrors.py --write docs/validity_lexicons.md
	$(BIN)/python tests/validity/babe.py --write docs/validity_lexicons.md
	$(BIN)/python tests/validity/halves.py --write docs/validity_halves.md
	$(BIN)/python tests/validity/simulations.py --write docs/validity_simulations.md
	$(BIN)/python tests/validity/discover.py
	$(BIN)/python tests/validity/vader.py

$(VENV)/.created:
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.created pyproject.toml
	$(BIN)/pip install --quiet --editable ".[dev]"
	touch $@ $(VENV)/.installed

$(VENV)/.installed-benchmarks: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet --editable ".[dev,benchmarks]"
	touch $@

$(VENV)/.installed-docs: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet --editable ".[dev,docs,notebooks]"
	touch $@

clean:
	rm -rf $(VENV) report build dist docs/_build
