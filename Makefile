# Everything starts from here; `make web` (or `make ask`) and `make test` are all that a newcomer needs.
PYTHON ?= python3
VENV ?= .venv
N ?= 100000
RUN := $(VENV)/bin/
INSTALL = $(RUN)python -m pip install --quiet --disable-pip-version-check

.PHONY: ask web test docs bench load differential mutate lint check-tools clean

ask: $(VENV)/installed
	@$(RUN)nakanaori ask

web: $(VENV)/installed
	@$(RUN)nakanaori serve

test: $(VENV)/installed-all
	$(RUN)python -m pytest -n auto --dist worksteal

docs: $(VENV)/installed-all
	$(RUN)python -m sphinx --quiet --fail-on-warning --keep-going -c docs . build/docs
	@echo "make: the documentation is build/docs/index.html"

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
	$(INSTALL) --no-deps --upgrade --target $(VENV)/types .
	cd $(VENV)/types && $(abspath $(RUN))/python -m mypy --config-file $(CURDIR)/pyproject.toml

check-tools:
	@command -v $(PYTHON) >/dev/null || { echo "make: Python 3.10 or newer is missing; install it, or name one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "make: $(PYTHON) is older than Python 3.10; name a newer one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "make: Python's venv module is missing (Debian: apt install python3-venv)"; exit 1; }

# One environment with all that a user needs. durable-rules, which has to be compiled, comes last and may be missing;
# never from pip's cache, so that what is said does not depend on what was compiled here once.
$(VENV)/installed: pyproject.toml | check-tools
	@echo "make: setting up $(VENV) (a minute or two, once)"
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --editable '.[prove,docx,tables,web]'
	@$(INSTALL) --no-cache-dir --editable '.[durable]' >$(VENV)/durable.log 2>&1 || \
		echo "make: durable-rules cannot be compiled (no C compiler or Python headers? see $(VENV)/durable.log), so the reference engine is used; its results are the same"
	@touch $@

$(VENV)/installed-all: $(VENV)/installed
	@echo "make: installing what tests and benchmarks need (a minute, once)"
	@$(INSTALL) --editable '.[prove,docx,tables,batch,spark,web,mcp,lsp,docs,test,lint,bench]'
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info
