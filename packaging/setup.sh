#!/bin/sh
# Make the virtual environment and put in it what constraints.txt pins, then see that the system
# has the libraries Qt needs. Does nothing when all is there. Usage, from the root of the
# checkout: setup.sh [VENV]
set -eu
venv=${1:-.venv}
stamp=$venv/.installed
# What is installed, and where: another version or a moved folder is set up anew.
wanted="$(pwd)/$venv $(cksum pyproject.toml constraints.txt | tr '\n' ' ')"
updated=

say() { printf '%s\n' "$*" >&2; }

# apt_install PACKAGE...: where no password is asked for; else say the one line to type.
apt_install() {
    if ! command -v apt-get >/dev/null 2>&1; then
        say "Missing from the system: $*. Install these, or what your system calls them, and try again."
        return 1
    elif [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then
        as_root="sudo -n"
    else
        say "Missing from the system; type this and try again: sudo apt-get install $*"
        return 1
    fi
    say "Installing from the system's packages: $*"
    [ -n "$updated" ] || $as_root apt-get update -qq >/dev/null
    updated=yes
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null || {
        say "apt-get could not install: $*"
        return 1
    }
}

suitable() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
        if suitable "$name"; then
            printf '%s\n' "$name"
            return
        fi
    done
    return 1
}

# The newest suitable Python among the system's packages, where they can be installed.
apt_python() {
    [ -z "${PYTHON:-}" ] && command -v apt-cache >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || return 1
    [ -n "$updated" ] || apt-get update -qq >/dev/null
    updated=yes
    for name in python3.13 python3.12 python3.11; do
        if apt-cache show "$name-venv" >/dev/null 2>&1; then
            apt_install "$name" "$name-venv"
            return
        fi
    done
    return 1
}

make_environment() {
    python=$(find_python) || { apt_python && python=$(find_python); } || {
        say "Annotator needs Python 3.11, 3.12 or 3.13${PYTHON:+, which $PYTHON is not}. Install one, or name it: make run PYTHON=/path/to/python3.12"
        exit 1
    }
    # Debian and Ubuntu keep this apart from Python itself.
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        apt_install "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    say "Making the virtual environment in $venv"
    "$python" -m venv --clear "$venv"
}

install_packages() {
    say "Installing Python packages (a few minutes the first time)"
    pip="$venv/bin/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt"
    # The build's own tools first, so that their versions are pinned too.
    $pip hatchling editables
    $pip --no-build-isolation --editable '.[dev]'
}

if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    # An environment of someone's own making is kept, unless it cannot serve.
    made_for=$(cut -d ' ' -f 1 "$stamp" 2>/dev/null || true)
    if ! suitable "$venv/bin/python" || [ "${made_for:-$(pwd)/$venv}" != "$(pwd)/$venv" ]; then
        make_environment
    fi
    rm -f "$stamp"
    install_packages
    printf '%s\n' "$wanted" >"$stamp"
fi

# The libraries Qt needs and Python packages do not bring; asked of Qt itself.
missing=$(sh "$(dirname "$0")/qt_libraries.sh" "$venv")
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086
    apt_install $missing
fi
