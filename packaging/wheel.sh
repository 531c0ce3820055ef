#!/bin/sh
# make package-wheel: sdist and wheel in dist/, and the wheel tried in an environment of its own.
set -eu
. packaging/build_venv.sh
rm -f dist/annotator-*.whl dist/annotator-*.tar.gz
"$venv/bin/python" -m build --no-isolation --outdir dist
python3 -m venv --clear build/wheel-venv
build/wheel-venv/bin/python -m pip install -q --disable-pip-version-check \
    --constraint constraints.txt "dist/annotator-$version-py3-none-any.whl"
# Away from here, where the sources would be found instead.
wheel_venv=$(pwd)/build/wheel-venv
(cd / && "$wheel_venv/bin/annotator" --self-test)
du -k "dist/annotator-$version-py3-none-any.whl" "dist/annotator-$version.tar.gz"
