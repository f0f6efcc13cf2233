# The front door. A machine with Python >= 3.11 and make needs nothing else: `make demo`, `make test`.

PYTHON      ?= python3
VENV        ?= .venv
PYTEST_ARGS ?= -n auto

CONSTRAINTS := .ci/constraints.txt
BIN         := $(VENV)/bin
RUN         := $(VENV)/.installed
DEV         := $(VENV)/.installed-dev

# Read by pip, in isolated builds too; the second name is the one that newer versions of pip read there.
export PIP_CONSTRAINT       := $(CONSTRAINTS)
export PIP_BUILD_CONSTRAINT := $(CONSTRAINTS)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types rules messages wheel bench score survey clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 10
	@echo 'another Python: make test PYTHON=/path/to/python3.12'

demo: $(RUN) ## check the sample contracts, which have gaps on purpose
	@$(BIN)/slacheck check contracts/ || code=$$?; \
	if [ "$${code:-0}" -ne 1 ]; then \
	    echo "make demo: expected gaps (exit code 1), got exit code $${code:-0}" >&2; exit 1; \
	fi

test: $(DEV) ## the whole suite, with branch coverage
	@$(BIN)/python -m pytest -q --cov $(PYTEST_ARGS)

lint: $(DEV) ## ruff: rules and layout
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(DEV) ## lay the code out and mend what ruff can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(DEV) ## mypy --strict
	@$(BIN)/mypy --strict slacheck

rules: $(RUN) ## lint, test and mutate every rule that is shipped
	@$(BIN)/slacheck rules lint
	@$(BIN)/slacheck rules test
	@$(BIN)/slacheck rules mutate

messages: $(DEV) ## renew the catalogues of the interface in fr, nl and de
	@$(BIN)/python .ci/messages.py

wheel: $(DEV) ## build sdist and wheel, try the wheel outside the checkout
	@$(BIN)/python .ci/wheel.py

bench: $(DEV) ## ratios of speed, measured in one run
	@$(BIN)/python tests/bench/run.py

score: $(DEV) ## how well the mapper agrees with the labels of the corpus
	@$(BIN)/python -m tests.score.run

survey: $(DEV) ## what the price lists of the corpus make of the baseline, and the SSO tax
	@$(BIN)/python -m tests.survey.run

clean: ## remove everything that make made
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find slacheck tests .ci -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp says which extra is installed; it is renewed when the project or its pins change.
$(RUN): pyproject.toml $(CONSTRAINTS)
	$(call install,.)
	@touch $(RUN)

$(DEV): pyproject.toml $(CONSTRAINTS)
	$(call install,.[dev])
	@touch $(RUN) $(DEV)

# A half-made environment (no pip in it) is made again from nothing.
define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "slacheck needs Python 3.11 or newer, and \`$(PYTHON)\` is: $$($(PYTHON) -V 2>&1)" >&2; \
	    echo 'help: name another one: make PYTHON=/path/to/python3.12 ...' >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo 'installing slacheck and its pinned dependencies into $(VENV)'
	@$(BIN)/python -m pip install --quiet --editable '$(1)'
endef
