# make build: everything from sources to validated tables.   make test: every check of the project.   make help: the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.DEFAULT_GOAL := help
.PHONY: help setup build check validate test thorough browser lint format bench release site lock licences clean

help: ## Show what make can do
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort | awk -F'\t' '{printf "make %-9s %s\n", $$1, $$2}'

setup: $(READY) ## Install what the project needs into .venv

$(READY): requirements.lock requirements.cluster.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with PYTHON=…" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the locked requirements into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes --no-deps \
		--upgrade --target $(VENV)/cluster -r requirements.cluster.lock # beside: where Dask is found, pandera imports it
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

build: $(READY) ## Build and validate the package
	@$(BIN)/election-facts build

check: $(READY) ## Fail if the files on disk are not what a build writes
	@$(BIN)/election-facts build --check

validate: $(READY) ## Validate the package as it stands
	@$(BIN)/election-facts validate

lint: $(READY)
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy

CHROMIUMS := chromium chromium-browser google-chrome google-chrome-stable
ROOT_RUN := $(shell test "$$(id -u)" = 0 && echo env || { test -n "$$CI" && sudo -n true 2>/dev/null && echo sudo; })

browser: # Debian's chromium for tests/browser, where it is missing and this may install it
	@test -n "$$CHROMIUM" || command -v $(CHROMIUMS) >/dev/null || \
		if test -n "$(ROOT_RUN)" && command -v apt-get >/dev/null; then \
			echo "Installing chromium for the browser tests …"; \
			{ $(ROOT_RUN) apt-get -qq update && \
				$(ROOT_RUN) apt-get -qq install --yes --no-install-recommends chromium fonts-dejavu-core >/dev/null; } || \
				echo "chromium could not be installed" >&2; \
		else echo "No chromium: the browser tests will be skipped (with CI set: fail)." >&2; fi

test: $(READY) lint browser ## Run the tests, the linters and the type checker
	@$(BIN)/election-facts format --check
	@$(BIN)/election-facts build --check
	@$(BIN)/python -m pytest

thorough: $(READY) browser ## Run every test, those too that take long
	@$(BIN)/python -m pytest -m ""

format: $(READY) ## Bring code and annotation files into their layout
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/election-facts format

bench: $(READY) ## Measure: ratios against something named
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench_reader
	@$(BIN)/python -m tests.bench_site
	@$(BIN)/python -m tests.bench_corpus

release: $(READY) ## Write the version of data/package.yaml to dist/
	@$(BIN)/election-facts release

site: $(READY) ## Write the package as a site to look at, to site/
	@$(BIN)/election-facts explore

COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	--no-annotate

# requirements.run.lock is what the program alone needs, requirements.cluster.lock what Dask adds to requirements.lock.
lock: ## Pin every requirement anew, with hashes
	@$(COMPILE) --extra dev --upgrade --output-file requirements.lock pyproject.toml
	@$(COMPILE) --constraint requirements.lock --output-file requirements.run.lock pyproject.toml
	@$(COMPILE) --constraint requirements.lock --extra dask --output-file requirements.cluster.lock pyproject.toml \
		$$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements.lock)

licences: $(READY) ## Write docs/dependencies.md: every locked library with its licence and why it is there
	@$(BIN)/python -m tests.licences

clean: ## Remove what setup and tests leave
	@rm -rf $(VENV) .build .build.lock .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
