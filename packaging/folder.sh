#!/bin/sh
# make package-folder: the program with all it needs in one folder, dist/annotator.
set -eu
. packaging/build_venv.sh
QT_QPA_PLATFORM=offscreen "$venv/bin/python" packaging/icons.py build/icons
"$venv/bin/pyinstaller" --noconfirm --log-level ERROR --distpath dist --workpath build/pyinstaller \
    packaging/annotator.spec
"$venv/bin/python" packaging/bundle.py dist/annotator
dist/annotator/annotator --self-test
du -sm dist/annotator
