#!/bin/sh
# The main job on a sample project: the window, or what it would show where there is no display.
set -eu
venv=${1:-.venv}
if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    echo "No display here: the sample project, a dataset and a picture of the window go to demo/"
    exec "$venv/bin/annotator" demo --no-window --to demo
fi
exec "$venv/bin/annotator" demo --to demo
