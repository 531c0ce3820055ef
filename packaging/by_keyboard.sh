#!/bin/sh
# Do the main job in a window by keyboard, as a person would: correct an article of the sample
# project, export it, quit. Usage: by_keyboard.sh DISPLAY PICTURES COMMAND...; the command opens
# the window there. Needs xdotool and, for the pictures, import (ImageMagick).
set -eu
DISPLAY=$1
pictures=$2
shift 2
export DISPLAY
mkdir -p "$pictures"
picture() { import -window root "$pictures/$1.png" 2>/dev/null || true; }
key() {
    for each in "$@"; do
        xdotool key --clearmodifiers "$each"
        sleep 0.6
    done
}

# The id of the window whose title ends so, once it is there.
window_named() {
    for _ in $(seq 1 120); do
        found=$(xdotool search --onlyvisible --name "$1\$" 2>/dev/null | tail -n 1) || true
        if [ -n "$found" ]; then
            echo "$found"
            return
        fi
        kill -0 "$program" 2>/dev/null || break
        sleep 1
    done
    picture "no-$1"
    echo "There is no window “$1”." >&2
    exit 1
}

"$@" &
program=$!
window=$(window_named Annotator)
xdotool windowactivate --sync "$window" 2>/dev/null || xdotool windowfocus --sync "$window"
sleep 4
picture 1-opened
# Accept three, reject one, relabel one, take the next to the border, go on.
key Return Return Return x 2 Return shift+Right Return
picture 2-corrected
# All that is open, then done; what looks forgotten is let be.
key ctrl+shift+Return ctrl+Return ctrl+Return ctrl+Return ctrl+Return ctrl+Return ctrl+Return
picture 3-done
# The last of these asked about the next article; Esc leaves that question.
key Escape ctrl+e
window_named "Export dataset" >/dev/null
sleep 2
picture 4-export
key Return
sleep 5
picture 5-exported
# The report of the export, then the program.
key Return ctrl+q
for _ in $(seq 1 30); do
    kill -0 "$program" 2>/dev/null || break
    sleep 1
done
if kill -0 "$program" 2>/dev/null; then
    picture 6-still-open
    kill "$program"
    echo "The window did not close." >&2
    exit 1
fi
wait "$program"
