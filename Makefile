# The only commands. `make` alone lists them. Each sets up what it needs and is quick when that is done.
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
VENV := .venv
PY := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)/python
CONSTRAINTS ?= constraints.txt
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --constraint $(CONSTRAINTS)
TESTS ?= tests
NOTEBOOKS = $(wildcard docs/questions/*/evidence.ipynb) templates/question/evidence.ipynb
CHOSEN = $(if $(SLUG),$(SLUG:%=docs/questions/%/evidence.ipynb),$(NOTEBOOKS))

export NO_MKDOCS_2_WARNING := 1  # Material's notice about its successor

.DEFAULT_GOAL := help
.PHONY: help serve site test lint unit tests nbval notebooks paired bench question audit pictures mutants browser slugs newest publish clean

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
	$(PY) -m knowledge.languages

unit: browser tests

tests: $(VENV)/test-ready  ## the tests alone (TESTS=tests/resnet_ref for some of them)
	$(PY) -m pytest -q -n $(WORKERS) $(TESTS)

nbval: $(VENV)/test-ready  ## execute every notebook and compare each output exactly (SLUG=… for one)
	$(PY) -m pytest -q -p no:cacheprovider --nbval --nbval-current-env -n $(WORKERS) --dist loadscope \
		-W default $(CHOSEN)
	@$(PY) -m knowledge.verified $(filter docs/%,$(CHOSEN))

notebooks: $(VENV)/test-ready  ## execute the notebooks and store their outputs (SLUG=… for one)
	$(PY) -m knowledge.execute $(CHOSEN)

question: $(VENV)/site-ready  ## start a new question: make question SLUG=some-words
	@$(PY) -m knowledge.question "$(SLUG)"

paired: $(VENV)/site-ready  ## record that the texts say the same in both languages (ALONE=1: a change in one)
	$(PY) -m knowledge.languages --record $(if $(ALONE),--alone)

bench: $(VENV)/test-ready  ## ratios measured side by side in one run
	$(PY) -m tests.bench

audit: browser  ## the figures of every page: bytes, requests, violations, broken links
	$(PY) -m tests.site.audit

pictures: browser  # the README's screenshots
	$(PY) -m tests.site.pictures

mutants: $(VENV)/test-ready  ## change what matters, expect red; prints the score and every survivor
	$(PIP) --group mutants
	$(PY) -m tests.mutants $(KINDS)

browser: $(VENV)/test-ready
	@PY=$(PY) .ci/browser

slugs:  # every question in at most 20 groups, as JSON: a matrix may hold no more than 256 jobs
	@printf '%s\n' $(patsubst docs/questions/%/claims.yml,%,$(wildcard docs/questions/*/claims.yml)) | awk \
		'{ i = (NR - 1) % 20; group[i] = group[i] (NR > 20 ? " " : "") $$0; n = i < n ? n : i + 1 } \
		END { for (i = 0; i < n; i++) printf "%s\"%s\"", (i ? "," : "["), group[i]; print "]" }'

newest:  # everything without constraints; if it fails, an issue lists the versions that differ
	@.ci/newest

publish:  # the built site to the branch gh-pages
	@.ci/publish

$(VENV)/made:  # a file of its own: the interpreter's name differs between systems
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; give one with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade pip
	@touch $@

$(VENV)/site-ready: $(VENV)/made pyproject.toml constraints.txt
	$(PIP) --group site
	@touch $@

$(VENV)/test-ready: $(VENV)/site-ready
	$(PIP) --group test
	PYTHONWARNINGS=ignore $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

clean:  ## remove what was built and installed
	rm -rf $(VENV) site build *.egg-info
