# The only commands. `make` alone lists them. Each sets up what it needs and is quick when that is done.
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
NOTEBOOKS = $(wildcard docs/questions/*/evidence.ipynb) templates/question/evidence.ipynb

export NO_MKDOCS_2_WARNING := 1  # Material's notice about its successor

.DEFAULT_GOAL := help
.PHONY: help serve site test lint unit nbval notebooks bench question browser clean

help:  ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

serve: $(VENV)/site-ready  ## open the site at http://127.0.0.1:8000, renewed as you edit
	$(PY) -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

site: $(VENV)/site-ready  ## build the site into site/
	$(PY) -m mkdocs build --strict

test: lint unit nbval  ## prove everything: lint, types, tests, every notebook executed again

lint: $(VENV)/test-ready
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

unit: $(VENV)/test-ready browser
	$(PY) -m pytest -q -n $(WORKERS) --dist loadscope

nbval: $(VENV)/test-ready  ## execute every notebook and compare each output exactly
	$(PY) -m pytest -q -p no:cacheprovider --nbval --nbval-current-env -n $(WORKERS) --dist loadscope \
		-W default $(NOTEBOOKS)

notebooks: $(VENV)/test-ready  ## execute the notebooks and store their outputs (SLUG=… for one)
	$(PY) -m knowledge.execute $(if $(SLUG),docs/questions/$(SLUG)/evidence.ipynb,$(NOTEBOOKS))

question: $(VENV)/site-ready  ## start a new question: make question SLUG=some-words
	@$(PY) -m knowledge.question "$(SLUG)"

bench: $(VENV)/test-ready  ## ratios measured side by side in one run
	$(PY) -m tests.bench

browser: $(VENV)/test-ready
	@PY=$(PY) .ci/browser

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; give one with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade pip

$(VENV)/site-ready: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --group site
	@touch $@

$(VENV)/test-ready: $(VENV)/site-ready
	$(PIP) --group test
	PYTHONWARNINGS=ignore $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

clean:  ## remove what was built and installed
	rm -rf $(VENV) site build *.egg-info
