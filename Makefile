# make run    install everything, prepare the database, load the courses, serve the site
# make test   install what tests need and run them on SQLite and on PostgreSQL
# make lint   static checks            make bench   measure          make lock   renew the lock files
# make messages   list texts without a translation      make screenshots   pictures of the pages
# make html   the Nu checker on every page            make lighthouse   points of the main pages (npm, Java)

SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
VENV := .venv
PY := $(VENV)/bin/python
RUN_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-inter fonts-ebgaramond \
	fonts-vollkorn fonts-manrope fonts-noto-core
TEST_PACKAGES := chromium postgresql poppler-utils xmlsec1

.PHONY: run install install-dev prepare test test-sqlite test-postgres lint bench lock messages screenshots html lighthouse

run: prepare
	@$(PY) manage.py serve --host $(HOST) --port $(PORT)

# --- installing -------------------------------------------------------------------------------------------------

$(VENV)/bin/uv:
	@echo "Creating the virtual environment in $(VENV)/"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed. Set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { .ci/packages python3-venv && $(PYTHON) -m venv --clear $(VENV); }
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check uv || { echo "The package index cannot be reached. Check the network or pip's index settings, then run make again." >&2; exit 1; }

$(VENV)/.installed: requirements.lock $(VENV)/bin/uv
	@echo "Installing Python packages from requirements.lock"
	@$(VENV)/bin/uv pip install --quiet -p $(PY) --require-hashes -r requirements.lock || { echo "Packages could not be installed. Check the network, then run make again." >&2; exit 1; }
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing test tools from requirements-dev.lock"
	@$(VENV)/bin/uv pip install --quiet -p $(PY) --require-hashes -r requirements-dev.lock || { echo "Packages could not be installed. Check the network, then run make again." >&2; exit 1; }
	@touch $@

install: $(VENV)/.installed
	@.ci/packages $(RUN_PACKAGES)

install-dev: install $(VENV)/.installed-dev
	@.ci/packages $(TEST_PACKAGES)

prepare: install
	@[ -f .env ] || echo "PORTE_VOIX=local" > .env
	@$(PY) manage.py prepare

# --- checking ---------------------------------------------------------------------------------------------------

TWO_AT_ONCE = -n 2 --dist loadfile --no-loadscope-reorder

test: install-dev lint test-sqlite test-postgres
	@echo "All tests passed on SQLite and on PostgreSQL."

test-sqlite:
	@echo "Tests on SQLite, browser journeys included"
	@PORTE_VOIX=test $(PY) manage.py compile_translations
	@PORTE_VOIX=test $(VENV)/bin/pytest -m "not browser" $(TWO_AT_ONCE)
	@PORTE_VOIX=test $(VENV)/bin/pytest -m browser $(TWO_AT_ONCE)

test-postgres:
	@echo "Tests on PostgreSQL"
	@PORTE_VOIX=test $(PY) manage.py compile_translations
	@url=$$(.ci/postgres start) && { PORTE_VOIX=test DATABASE_URL=$$url $(VENV)/bin/pytest --ignore=tests/exercises -m "not browser or postgres" $(TWO_AT_ONCE); code=$$?; .ci/postgres stop; exit $$code; }

lint: install-dev
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check --quiet . && $(VENV)/bin/mypy --no-error-summary && PYTHONPATH=. $(VENV)/bin/lint-imports >/dev/null && echo "Static checks passed."

messages: install-dev
	@PORTE_VOIX=test $(VENV)/bin/pytest -q tests/test_translations.py

bench: install-dev
	@PORTE_VOIX=test $(PY) -m tests.bench

screenshots: install-dev
	@PORTE_VOIX=test $(PY) -m tests.screenshots

html lighthouse: install-dev
	@PORTE_VOIX=test $(PY) -m tests.page_checks $@

lock: $(VENV)/bin/uv
	@$(VENV)/bin/uv pip compile -q --upgrade pyproject.toml --universal --generate-hashes -o requirements.lock
	@$(VENV)/bin/uv pip compile -q --upgrade pyproject.toml --universal --group dev --generate-hashes -o requirements-dev.lock
