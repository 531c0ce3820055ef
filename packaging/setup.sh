#!/bin/sh
# Make the virtual environment and put in it what constraints.txt pins. Does nothing when it is
# up to date. Usage: setup.sh VENV
set -eu
venv=${1:-.venv}
stamp=$venv/.installed
here=$(dirname "$0")

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for name in "${PYTHON:-}" python3.11 python3.12 python3.13 python3 python; do
        [ -n "$name" ] || continue
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
            >/dev/null 2>&1; then
            printf '%s\n' "$name"
            return
        fi
    done
    return 1
}

# apt_get PACKAGE...: install where no password is asked for, else say the one line to type.
apt_get() {
    if ! command -v apt-get >/dev/null 2>&1; then
        say "Missing: $*. Install these (or what your system calls them) and try again."
        return 1
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then
        as_root="sudo -n"
    else
        say "Missing system libraries. Type: sudo apt-get install $*"
        return 1
    fi
    say "Installing system libraries: $*"
    $as_root apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$@" \
        >/dev/null
}

python=$(find_python) || {
    say "Annotator needs Python 3.11, 3.12 or 3.13. Install one, or name it: make PYTHON=/path/to/python3.12"
    exit 1
}

if [ ! -e "$stamp" ] || [ pyproject.toml -nt "$stamp" ] || [ constraints.txt -nt "$stamp" ]; then
    if [ ! -x "$venv/bin/python" ]; then
        say "Making the virtual environment in $venv"
        "$python" -m venv "$venv" 2>/dev/null || {
            rm -rf "$venv"
            apt_get python3-venv && "$python" -m venv "$venv"
        }
    fi
    say "Installing Python packages (a few minutes the first time)"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --constraint constraints.txt --editable '.[dev]'
    touch "$stamp"
fi

# The libraries Qt needs and Python packages do not bring; asked of Qt itself.
sh "$here/qt_libraries.sh" "$venv" | {
    missing=$(cat)
    [ -z "$missing" ] || apt_get $missing
}
