# Every target sets up what it needs: a fresh machine with Python >= 3.11 and make is enough.
# `make` alone lists them; the text behind ## is the list.

PYTHON ?=
export PYTHON
# Output appears as it happens, also where it is piped into a log.
export PYTHONUNBUFFERED = 1

BIN = .venv/bin
RUNTIME = .venv/.runtime
DEV = .venv/.dev

.DEFAULT_GOAL := help
.PHONY: help install demo test unit lint fix bench lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

install: $(RUNTIME) ## set up what `make demo` and a server run with, nothing for developers

demo: $(RUNTIME) ## play the whole product in a browser, no WeCom account needed (stop with Ctrl-C)
	@trap : INT; $(BIN)/python -m bot demo; status=$$?; test $$status -eq 130 || exit $$status

test: $(DEV) ## everything that must hold before a change is shared: checks, then all tests
	@tools/need-browser
	@$(MAKE) --no-print-directory lint
	@echo "== pytest" && $(BIN)/python -m pytest -v -n 2

unit: $(DEV) ## the quick tests alone: no browser, no PostgreSQL
	@$(BIN)/python -m pytest -m "not browser and not postgresql"

lint: $(DEV) ## style, types and layers
	@echo "== ruff check" && $(BIN)/ruff check --quiet .
	@echo "== ruff format" && $(BIN)/ruff format --quiet --check . || { echo "Run: make fix"; exit 1; }
	@echo "== mypy" && $(BIN)/mypy --no-error-summary
	@echo "== lint-imports" && $(BIN)/lint-imports --no-logo > .venv/imports.log || { cat .venv/imports.log; exit 1; }

fix: $(DEV) ## format, and repair what ruff can repair
	@$(BIN)/ruff check --quiet --fix-only . && $(BIN)/ruff format .

bench: $(DEV) ## measure speed beside a rival in the same run (docs/benchmarks.md keeps the figures)
	@$(BIN)/python -m benchmarks

lock: ## choose newer versions: rewrite the lock files from pyproject.toml
	@python3.11 -m venv --clear .venv/locking && .venv/locking/bin/python tools/lock.py && rm -rf .venv/locking

clean: ## forget the environment and all caches; data under var/ stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.lock tools/install.py
	@python=$$(tools/find-python) && "$$python" tools/install.py requirements.lock $@

$(DEV): requirements.lock requirements-dev.lock tools/install.py
	@python=$$(tools/find-python) && "$$python" tools/install.py requirements-dev.lock $@ && touch $(RUNTIME)
