# The only commands. `make` alone lists them. Each sets up what it needs and is quick when that is done.
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
VENV := .venv
PY := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)/python
CONSTRAINTS ?= constraints.txt
PIP := $(PY) -m pip install --quiet --no-compile --disable-pip-version-check --constraint $(CONSTRAINTS)
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
TESTS ?= tests
SLUG ?=
ALONE ?=
KINDS ?=
NOTEBOOKS = $(wildcard docs/questions/*/evidence.ipynb) templates/question/evidence.ipynb
CHOSEN = $(if $(SLUG),$(SLUG:%=docs/questions/%/evidence.ipynb),$(NOTEBOOKS))

export NO_MKDOCS_2_WARNING := 1  # Material's notice about its successor
export PYTHONDONTWRITEBYTECODE :=  # set-up compiles nothing ahead
# Where two tests run at once, torch's own threads would wait for each other.
export OMP_NUM_THREADS := 1
# What is chosen for this make is not chosen for one that a test or a script runs.
unexport MAKEFLAGS PYTHON PORT WORKERS VENV CONSTRAINTS TORCH_INDEX TESTS SLUG ALONE KINDS

.DEFAULT_GOAL := help
.PHONY: help serve site test lint format unit tests nbval notebooks paired bench question audit pictures mutants browser slugs newest oldest properdocs publish clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "Times on two cores; the first command takes some minutes more, to install what it needs."

serve: $(VENV)/site-ready build/python  ## open the site at http://127.0.0.1:8000, renewed as you edit (10 s; PORT=… for another port)
	@$(PY) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || { echo \
		"Port $(PORT) is taken, or is no port. Choose another: make serve PORT=$(if $(filter 8001,$(PORT)),8002,8001)" >&2; exit 1; }
	$(PY) -m mkdocs serve --dirty --dev-addr 127.0.0.1:$(PORT)

site: $(VENV)/site-ready build/python  ## build the site into site/ (10 s)
	$(PY) -m mkdocs build --strict

test: lint unit nbval  ## prove everything: lint, types, tests, every notebook executed again (8 min)

lint: $(VENV)/test-ready  ## style and types (25 s, then 3 s)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: $(VENV)/test-ready  ## lay out the code; mend what ruff can mend (1 s)
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

unit: build/python browser tests

tests: $(VENV)/test-ready  ## the tests alone (6 min; TESTS=tests/resnet_ref for some of them, 1 min)
	$(PY) -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(TESTS)

nbval: $(VENV)/test-ready  ## execute every notebook and compare each output exactly (2 min; SLUG=… for one)
	@$(PY) -m knowledge there $(CHOSEN)
	$(PY) -m pytest -q -p no:cacheprovider --nbval --nbval-current-env -n $(WORKERS) --dist loadscope \
		-W default $(CHOSEN)
	@$(PY) -m knowledge passed $(filter docs/%,$(CHOSEN))

notebooks: $(VENV)/test-ready  ## execute the notebooks and store their outputs (3 min; SLUG=… for one)
	$(PY) -m knowledge execute $(CHOSEN)

question: $(VENV)/site-ready  ## start a new question: make question SLUG=some-words (1 s)
	@$(PY) -m knowledge question -- "$(SLUG)"

paired: $(VENV)/site-ready  ## record that the texts say the same in both languages (1 s; ALONE=1: a change in one)
	$(PY) -m knowledge paired $(if $(ALONE),--alone)

bench: $(VENV)/test-ready  ## ratios measured side by side in one run (8 min)
	$(PY) -m tests.bench

audit: browser  ## the figures of every page: bytes, requests, violations, broken links (5 min)
	$(PY) -m tests.site.audit

pictures: browser  # the README's screenshots
	$(PY) -m tests.site.pictures

mutants: $(VENV)/test-ready  ## change what matters, expect red; prints the score and every survivor (1 h)
	$(PIP) --group mutants
	$(PY) -m tests.mutants $(KINDS)

browser: $(VENV)/test-ready
	@PY=$(PY) .ci/browser

slugs:  # every question, ten a group but at most 20 groups, as JSON: a matrix holds at most 256 jobs
	@printf '%s\n' $(patsubst docs/questions/%/claims.yml,%,$(wildcard docs/questions/*/claims.yml)) | awk \
		'{ slug[NR] = $$0 } END { n = int((NR + 9) / 10); if (n > 20) n = 20; \
		for (i = 1; i <= NR; i++) group[i % n] = group[i % n] (i > n ? " " : "") slug[i]; \
		for (i = 0; i < n; i++) printf "%s\"%s\"", (i ? "," : "["), group[i]; print "]" }'

newest:  # everything without constraints, and with ProperDocs; if it fails, an issue lists the versions
	@PYTHON=$(PYTHON) .ci/newest

oldest:  # the package with the oldest torch that it supports
	@PYTHON=$(PYTHON) .ci/oldest

properdocs: $(VENV)/site-ready  # the site with ProperDocs, which continues MkDocs
	$(PIP) --group properdocs
	$(PY) -m properdocs build --strict --quiet --site-dir build/properdocs

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
	$(PIP) --no-deps --no-build-isolation --editable .
	@PYTHONWARNINGS=ignore $(PY) -c 'import jieba'  # warns where it is compiled
	@touch $@

# On Linux the default index has torch with gigabytes of CUDA. PyTorch's own has builds for the CPU.
$(VENV)/torch-ready: $(VENV)/made constraints.txt
	@$(PIP) --no-deps --retries 0 --timeout 5 --index-url $(TORCH_INDEX) torch 2>/dev/null || { \
		echo "$(TORCH_INDEX) cannot be reached; torch comes from the default index" >&2; \
		$(PIP) --no-deps torch; }
	@touch $@

$(VENV)/test-ready: $(VENV)/site-ready $(VENV)/torch-ready
	$(PIP) --group test
	@touch $@

# Python for the pages; the site also builds without.
build/python: pyodide.txt | $(VENV)/made
	@echo "Downloading Python for the pages (27 MB, once)"
	@rm -rf $@.part
	@$(PY) -m pip download -qq --disable-pip-version-check --retries 1 --timeout 10 --no-deps --require-hashes \
		--dest $@.part --requirement pyodide.txt && rm -rf $@ && mv $@.part $@ || \
		echo "It was not taken, for the reason above; the site is built with what was taken before, or without. The next make tries again." >&2

clean:  ## remove what was built and installed (1 s)
	rm -rf $(VENV) site build .cache *.egg-info
