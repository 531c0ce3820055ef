# make run: the main job on a sample project. make test: everything that must pass.
# Both set up what they need first; nothing is installed outside .venv but the few
# system libraries that Qt needs, and only where that can be done without a password.

VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup run test test-slow lint format bench torture pictures keys translations clean clean-room \
	package-folder package-deb package-appdir package-wheel package-licences

setup:
	@sh packaging/setup.sh $(VENV)

run: setup
	@sh packaging/run.sh $(VENV)

test: setup lint
	$(BIN)/python -m pytest -n auto --dist loadfile

# What takes long and rarely finds anything: texts of a million signs, benchmarks at a tiny size.
test-slow: setup
	$(BIN)/python -m pytest -m slow -n auto --dist loadfile

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

# Kills the program at random moments and counts what was lost; some ten minutes.
torture: setup
	$(BIN)/python tests/torture/torture.py

# The pictures in docs/images, of the real window.
pictures: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python docs/pictures.py

# The page of keys in docs, from the table of actions.
keys: setup
	$(BIN)/python docs/key_map.py

# The texts of the window into resources/translations/*.ts, and these into *.qm.
translations: setup
	$(BIN)/python packaging/translations.py

# What packaging/README.md describes; everything goes to dist/.
package-folder:
	sh packaging/folder.sh

package-deb: package-folder
	sh packaging/deb.sh

package-appdir: package-folder
	sh packaging/appdir.sh

package-wheel:
	sh packaging/wheel.sh

package-licences:
	. packaging/build_venv.sh && $$venv/bin/python packaging/licences.py

clean-room:
	sh packaging/clean_room.sh deb
	sh packaging/clean_room.sh wheel

clean:
	rm -rf $(VENV) build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
