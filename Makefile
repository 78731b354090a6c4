# Everything starts from here; `make web`, `make ask` and `make test` are all that a newcomer needs.
PYTHON ?= python3
VENV ?= .venv
N ?= 100000
RUN := $(VENV)/bin/

.PHONY: ask web test bench load differential mutate lint check-tools clean

ask: $(VENV)/installed
	@$(RUN)nakanaori ask

web: $(VENV)/installed-web
	@$(RUN)nakanaori serve

test: $(VENV)/installed-all
	$(RUN)python -m pytest -n auto

bench: $(VENV)/installed-all
	$(RUN)python -m benchmarks

load: $(VENV)/installed-all
	$(RUN)python -m benchmarks.load

differential: $(VENV)/installed-all
	$(RUN)python -m benchmarks.differential $(N)

mutate: $(VENV)/installed-all
	$(RUN)python -m benchmarks.mutation

lint: $(VENV)/installed-all
	$(RUN)ruff check .
	$(RUN)ruff format --check .
	rm -rf build
	$(RUN)python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target $(VENV)/types .
	cd $(VENV)/types && $(abspath $(RUN))/python -m mypy --config-file $(CURDIR)/pyproject.toml

check-tools:
	@command -v $(PYTHON) >/dev/null || { echo "make: Python 3.10 or newer is missing; install it, or name one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "make: $(PYTHON) is older than Python 3.10; name a newer one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "make: Python's venv module is missing (Debian: apt install python3-venv)"; exit 1; }
	@$(PYTHON) -c 'import sys, sysconfig, pathlib; sys.exit(sys.version_info < (3, 13) and not pathlib.Path(sysconfig.get_paths()["include"], "Python.h").exists())' || { echo "make: Python's headers are missing (Debian: apt install python3-dev)"; exit 1; }
	@command -v $${CC:-cc} >/dev/null || { echo "make: a C compiler is missing (Debian: apt install gcc)"; exit 1; }

$(VENV)/installed: pyproject.toml | check-tools
	@echo "make: setting up $(VENV) (a minute, once)"
	@$(PYTHON) -m venv $(VENV)
	@$(RUN)python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-web: $(VENV)/installed
	@echo "make: installing what the page needs (half a minute, once)"
	@$(RUN)python -m pip install --quiet --disable-pip-version-check --editable '.[web]'
	@touch $@

$(VENV)/installed-all: $(VENV)/installed
	@echo "make: installing what tests and benchmarks need (a minute, once)"
	@$(RUN)python -m pip install --quiet --disable-pip-version-check --editable '.[all]'
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info
