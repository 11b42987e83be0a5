# One file for people and for CI. `make demo` and `make test` set up everything by themselves.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
SHEET := docs/contact-sheet.png

.PHONY: help setup demo test test-postgres coverage fast lint golden docs check contact-sheet benchmarks
.DEFAULT_GOAL := help

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## Make the virtual environment with the pinned dependencies (uv when it is there, else pip)

$(READY): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "Freesheet needs Python 3.11 or newer; set PYTHON=/where/it/is."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Freesheet needs Python 3.11 or newer; set PYTHON=/where/it/is."; exit 1; }
	@if command -v uv >/dev/null; then \
	  uv venv --quiet --allow-existing --python "$$(command -v $(PYTHON))" .venv && \
	  VIRTUAL_ENV=.venv uv pip install --quiet -c constraints.txt -e '.[newsroom,dev]'; \
	else \
	  $(PYTHON) -m venv .venv && \
	  $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[newsroom,dev]'; \
	fi
	@touch $@

demo: $(READY)  ## Open a newsroom with the samples' newspaper: the desk, the site, the press
	$(BIN)/freesheet run out/newsroom --demo

test: $(READY)  ## Run all tests; those whose tools are not on this machine are left out, and named
	$(BIN)/pytest -n auto

test-postgres: $(READY)  ## Run the newsroom's tests once more, on a PostgreSQL that is started for them and gone after them
	$(BIN)/python -m tools.postgres $(BIN)/pytest -n auto -m 'not needs' tests/newsroom

coverage: $(READY)  ## Run the tests that need no tool, and tell which lines and branches none of them takes
	$(BIN)/pytest -n auto -q --cov=freesheet tests/freesheet

fast: $(READY)  ## Run the tests that need no tool but Python
	$(BIN)/pytest -n auto -q tests/freesheet

lint: $(READY)  ## Check format, style, types, layers and dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src

golden: $(READY)  ## Draw the approved editions again; then read the diff
	$(BIN)/python -m tests.golden

docs: $(READY)  ## Check that the generated parts of the docs are true, and build the docs
	$(BIN)/cog --check --diff -I . README.md docs/reference/*.md
	$(BIN)/sphinx-build -q -W -n -b html docs build/docs

check: lint test test-postgres docs  ## All that CI runs

contact-sheet: $(READY)  ## Draw the README's picture: one story as every edition
	$(BIN)/python -m tools.contact_sheet $(SHEET)

benchmarks: $(READY)  ## Measure against the peers, side by side, in a virtual environment of their own
	@test -x build/benchmarks/bin/pip || $(PYTHON) -m venv build/benchmarks
	build/benchmarks/bin/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[newsroom,dev]' -r benchmarks/peers.txt
	build/benchmarks/bin/python -m benchmarks
