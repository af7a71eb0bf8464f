# make run   run the simulator (ARGS="scenario=small_office policy=free_choice" for anything else than the default)
# make test  run every test        make check  format, lint, types, architecture
# make gallery  the pictures of the README
# make bench speed and memory      make lock   renew requirements.txt
# make intervals   coverage of intervals and verdicts over hundreds of studies (some minutes)
# make cluster   every fault of a Dask cluster, with real schedulers and workers (a minute)
# make fuzz  mutate good scenarios and command lines some thousand times: a result or a page, never a traceback
# make prove sow over 80 mistakes into copies of the model and name the test that notices each (some minutes)
# make faults  kill, interrupt, fill, damage and cut off runs hundreds of times, and count what is lost (some minutes)
# make matrix  the same numbers under several Pythons, workers, time zones, locales and folders (a minute or two)
PYTHON ?= python3
BIN    := .venv/bin
READY  := .venv/.ready

.PHONY: gallery run test check bench lock format intervals prove cluster fuzz faults matrix
run: $(READY)
	@$(BIN)/office-sim $(ARGS)

test: $(READY)
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal --cov --cov-report term:skip-covered --durations 10 $(ARGS)

check: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

format: $(READY)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(READY)
	@$(BIN)/python -m tests.benchmarks.bench $(ARGS)

intervals: $(READY)
	@$(BIN)/python -m tests.coverage $(ARGS)

cluster: $(READY)
	@OFFICE_SIM_LANE=cluster $(BIN)/python -m pytest -q --no-cov tests/cluster $(ARGS)

prove: $(READY)
	@$(BIN)/python -m tests.prove $(ARGS)

fuzz: $(READY)
	@$(BIN)/python -m tests.fuzz $(ARGS)

faults: $(READY)
	@$(BIN)/python -m tests.faults $(ARGS)

matrix: $(READY)
	@$(BIN)/python -m tests.matrix $(ARGS)

gallery: $(READY)
	@$(BIN)/python -m tests.documents.gallery

lock: $(READY)
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
		--python-version 3.11 --group dev pyproject.toml --output-file requirements.txt

# uv lives inside the environment, so that Python, make and git are all a machine must bring.
$(READY): pyproject.toml requirements.txt
	@echo "Setting up .venv (once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes --requirement requirements.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(READY)
