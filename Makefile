# `make book` and `make test` are all the set-up that a machine with Python 3.11 or newer and make needs.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: help book test serve lab pdf bench clean

help:
	@echo "make book    environment in .venv, data checks, notebooks, site in _build/html"
	@echo "make test    environment, unit, property, data, notebook, rerun, site and browser tests"
	@echo "make serve   the site on http://127.0.0.1:8000"
	@echo "make lab     JupyterLab on the notebooks"
	@echo "make pdf     the book as _build/pdf/alliance-ledger.pdf, some minutes; make pdf RUN=DIR for a run"
	@echo "make bench   speed against the plain stack, some minutes"
	@echo "make clean   remove _build"
	@echo "and in the environment: .venv/bin/alliance --help"

.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "environment: installing into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

book: .venv/ready
	@$(BIN)/python -m alliance.publish

test: book
	@$(BIN)/python -m pytest --nbval --numprocesses logical --maxprocesses 4 --dist loadfile tests notebooks

serve: book
	@$(BIN)/python -m alliance.site.server _build/html

lab: .venv/ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt -e '.[lab]'
	@$(BIN)/jupyter lab --notebook-dir notebooks

pdf: book
	@$(BIN)/alliance pdf $(RUN)

bench: .venv/ready
	@$(BIN)/python benchmarks/bench.py $(BENCH)

clean:
	@rm -rf _build
