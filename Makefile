# make demo    create a virtual environment, read the sample articles into build/demo.ttl, show the claims it is surest of
# make test    run every test in the same environment with the development tools
# make wheel   build the wheel for PyPI in dist; make installed tests it in empty environments of several Pythons
# make docs    build the site of docs/ in build/site
# make soak    run random attacks for SOAK_SECONDS (600): kills, broken graphs and documents, server clients, SPARQL
# make readme  update the outputs and pictures in README.md, docs/ and examples/
# make lint types format lock    as the names say

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo test soak lint types format docs readme wheel installed lock clean

demo: $(VENV)/demo.stamp
	@mkdir -p build
	$(BIN)/graphkit build seeds/documents -o build/demo.ttl
	$(BIN)/graphkit claims --store build/demo.ttl --min-confidence 0.9 --format table
	@echo "The graph is in build/demo.ttl; graphkit claims --store build/demo.ttl lists all of its claims"

# a file of tests each to as many processes as there are cores, four at most; then, with nothing beside them, those that
# measure time (5: there is none among those that were asked for)
SIDE_BY_SIDE := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not alone" $(PYTEST)
	$(BIN)/python -m pytest -m alone $(PYTEST) || [ $$? -eq 5 ]

SOAK_SECONDS ?= 600
soak: $(VENV)/dev.stamp
	timeout --kill-after 10 $$(($(SOAK_SECONDS) + 180)) $(BIN)/python tools/soak.py $(SOAK_SECONDS) $(SOAK_SEED)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/dev.stamp
	$(BIN)/mypy

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/dev.stamp
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@echo "The site is in build/site"

readme: $(VENV)/dev.stamp
	$(BIN)/python tools/readme.py
	$(BIN)/python tools/pages.py
	$(BIN)/python examples/make.py

wheel: $(VENV)/dev.stamp
	rm -rf dist
	$(BIN)/python -m build --no-isolation
	@ls -l dist

PYTHONS ?= python3.11 python3.12 python3.13
installed: wheel
	@for python in $(PYTHONS); do for file in dist/*; do tools/installed $$python $$file || exit 1; done; done

# What is installed is what the lock files name, byte for byte; the project itself brings nothing more.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/demo.stamp
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# needs uv; no index or download address goes into the files
LOCK := uv pip compile pyproject.toml --quiet --group build --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header
lock:
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra dev --constraints requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf build dist $(VENV)/*.stamp .mypy_cache .pytest_cache .ruff_cache .hypothesis
