# Everything a newcomer needs: `make brief` and `make test` set up .venv and run. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MIRROR ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help brief test lint check search spark format pictures starter lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "multifront needs Python 3.11 or newer; found " + sys.version.split()[0] + "; set PYTHON=python3.11 (or newer)")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

brief: $(VENV)/.run ## judge the shipped assessments and write briefs/<assessment>/brief.html, .json, .md
	$(BIN)/multifront brief --out briefs

test: $(VENV)/.dev ## all pytest tests
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(VENV)/.dev ## format, lint and types alone
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy

check: lint ## format, lint, types, contract tests
	$(BIN)/python -m pytest tests/contract

search: $(VENV)/.dev ## property tests on examples that no run has drawn before
	MULTIFRONT_EXAMPLES=search $(BIN)/python -m pytest -n auto --dist loadfile tests/properties

spark: $(VENV)/.dev ## the same queries on a second engine (needs Java 17; installs Spark)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	$(BIN)/python -m pytest tests/agreement/test_query_engines_agreement.py

format: $(VENV)/.dev ## put every file into the house format
	$(BIN)/ruff format src tests bench
	$(BIN)/ruff check --fix src tests bench

pictures: brief $(VENV)/.dev ## take the pictures that the docs show (needs Chromium)
	$(BIN)/python docs/take_pictures.py

starter: $(VENV)/.dev ## rebuild the shipped evidence from a mirror of the public sources (MIRROR=../shared)
	$(BIN)/multifront evidence build --mirror $(MIRROR)

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url pyproject.toml
lock: $(VENV)/.run ## resolve the dependencies anew and write both lock files
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(LOCK) --upgrade --group build --output-file requirements.lock
	$(LOCK) --upgrade --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(LOCK) --upgrade --extra spark --constraint requirements.lock --output-file requirements-spark.lock

clean: ## remove what the targets made
	rm -rf $(VENV) briefs build dist .pytest_cache .mypy_cache .ruff_cache
