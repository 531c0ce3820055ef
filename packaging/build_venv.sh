# Sourced from the root of the checkout: sets $venv to an environment with Annotator as it is
# installed, not as it lies here, and with the tools that make packages. PACKAGE_VENV=DIR puts it
# elsewhere than into build/venv.
venv=${PACKAGE_VENV:-build/venv}
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' annotator/__init__.py)
pip="$venv/bin/python -m pip install -q --disable-pip-version-check --constraint constraints.txt"
[ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
$pip hatchling editables --requirement packaging/build-requirements.txt
# Only ours is installed anew each time; the rest is pinned.
$pip --no-build-isolation .
$pip --no-build-isolation --no-deps --force-reinstall .
