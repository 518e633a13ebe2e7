PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c config/constraints.txt

.PHONY: run test check install clean

run: $(VENV)/.run  ## venv, install, index from seeds/, the example question, the REPL
	$(BIN)/quotedesk build
	$(BIN)/quotedesk ask "What did the Kremlin say about Serbia?"
	@if [ -t 0 ]; then $(BIN)/quotedesk repl; fi

test: $(VENV)/.dev  ## venv, install, all checks, all tests
	$(MAKE) --no-print-directory check
	$(BIN)/pytest

check: $(VENV)/.dev  ## formatting, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Quotedesk needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml config/constraints.txt | $(VENV)/bin/python
	$(INSTALL) -e .
	@touch $@

$(VENV)/.dev: pyproject.toml config/constraints.txt | $(VENV)/bin/python
	$(INSTALL) -e '.[dev]'
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
