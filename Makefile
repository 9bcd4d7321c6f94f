# make run    set up and code the sample pages; prints where the ledger and the report are
# make test   set up and run every check (format, lint, types, tests, data examples, documented commands)
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= dateline-out
DATA   ?= ../shared/public

.PHONY: run test check bench train clean

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e .
	touch $@

$(VENV)/.dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet -c requirements-dev.txt -e '.[dev]'
	touch $@

run: $(VENV)/.installed
	$(BIN)/dateline run samples -o $(OUT)

check: $(VENV)/.dev
	$(BIN)/ruff format --check src tests training
	$(BIN)/ruff check src tests training
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest

bench: $(VENV)/.dev
	$(BIN)/dateline bench --data $(DATA)

train: $(VENV)/.dev
	$(BIN)/python training/tagger.py $(DATA) src/dateline/knowledge/data/models/tagger.json.gz --sentences 48000 --least 0.06

clean:
	rm -rf $(VENV) $(OUT) build dist
