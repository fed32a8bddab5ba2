# The doors of the project. Each builds .venv, or brings it up to date, and works offline once that is done.

.PHONY: help run chat test check lock template bench soak fuzz

PYTHON := .venv/bin/python
LOCK := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

help: ## Show this list.
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1	/p' Makefile

run: .venv/ready ## Run the bot: on Discord with DISCORD_TOKEN set, else in this terminal.
	@$(PYTHON) -m bot

chat: .venv/ready ## Open a study room in this terminal.
	@$(PYTHON) -m bot chat

test: .venv/ready-dev ## Check everything that we check.
	$(PYTHON) -m pytest --numprocesses=3 --cov=bot/core --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100

check: .venv/ready-dev ## Check form, types, imports, documents and content; quick.
	$(PYTHON) -m pytest --quiet tests/test_house.py
	$(PYTHON) -m bot check

bench: .venv/ready-dev ## Measure, and print tables.
	@for bench in tests/bench/bench_*.py; do \
		echo "$$bench"; $(PYTHON) -m "tests.bench.$$(basename "$$bench" .py)" || exit 1; \
	done
	$(PYTHON) -m tests.bench.events --probe '!help' -- $(PYTHON) -m bot

soak: .venv/ready-dev ## Play for an hour with faults.
	$(PYTHON) -m pytest -m soak --override-ini=faulthandler_timeout=0

fuzz: .venv/ready-dev ## Feed nonsense to what reads, five minutes each; needs atheris.
	@for each in packs judge commands snapshots; do \
		$(PYTHON) -m "tests.fuzz.$$each" -max_total_time=300 || exit 1; \
	done

template: .venv/ready-dev ## Gather all sentences for translators.
	$(PYTHON) -m tests.template

lock: .venv/ready-dev ## Renew the lock files from pyproject.toml.
	$(PYTHON) -m $(LOCK) --upgrade --extra postgres --output-file requirements.lock pyproject.toml
	$(PYTHON) -m $(LOCK) --upgrade --extra postgres --group dev --output-file requirements-dev.lock pyproject.toml

# .venv keeps a copy of the lock that it was filled from: where the two differ, it is filled again. Times of files
# do not count, for a fresh clone has new ones. The development lock holds all of the other one.
.PHONY: .venv/ready .venv/ready-dev
.venv/ready: .venv/python
	@cmp -s requirements.lock .venv/requirements.lock || { \
		echo "Installing what the bot needs, as requirements.lock names it, into .venv ..." && \
		$(FILL) requirements.lock && \
		cp requirements.lock .venv/requirements.lock; }

.venv/ready-dev: .venv/python
	@cmp -s requirements-dev.lock .venv/requirements-dev.lock || { \
		echo "Installing what the tests need, as requirements-dev.lock names it, into .venv ..." && \
		$(FILL) requirements-dev.lock && \
		cp requirements.lock requirements-dev.lock .venv/; }

FILL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --requirement

.PHONY: .venv/python
.venv/python:
	@$(PYTHON) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		for each in python3 python3.14 python3.13 python3.12 python3.11 python; do \
			"$$each" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
			echo "Making .venv with $$("$$each" --version) ..."; \
			exec "$$each" -m venv --clear .venv; \
		done; \
		echo "No Python 3.11 or newer with venv was found (on Debian: apt install python3 python3-venv)." >&2; \
		exit 1; }
