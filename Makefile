# make run: the main job on a sample project. make test: everything that must pass.
# Both set up what they need first; nothing is installed outside .venv but the few
# system libraries that Qt needs, and only where that can be done without a password.

VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup run test lint format bench pictures clean

setup:
	@sh packaging/setup.sh $(VENV)

run: setup
	@sh packaging/run.sh $(VENV)

test: setup lint
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: setup
	$(BIN)/ruff check annotator tests
	$(BIN)/ruff format --check annotator tests
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix annotator tests
	$(BIN)/ruff format annotator tests

# One line a benchmark, then a table of targets and figures. Made files are kept in build/bench.
bench: setup
	$(BIN)/python tests/bench/table.py

# The pictures in docs/images, of the real window.
pictures: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python docs/pictures.py

clean:
	rm -rf $(VENV) build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
