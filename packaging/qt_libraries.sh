#!/bin/sh
# Print the Debian packages of the system libraries that Qt needs here and that are missing, in one
# line; nothing when all are there or the system is not Linux. Usage: qt_libraries.sh VENV
set -eu
venv=${1:-.venv}
[ "$(uname -s)" = Linux ] || exit 0
qt=$("$venv/bin/python" -c 'import importlib.util as u, pathlib as p
print(p.Path(u.find_spec("PySide6").submodule_search_locations[0]) / "Qt")')

package_of() {
    case $1 in
        libEGL.so.1) echo libegl1 ;;
        libGL.so.1) echo libgl1 ;;
        libOpenGL.so.0) echo libopengl0 ;;
        libGLX.so.0) echo libglx0 ;;
        libxkbcommon.so.0) echo libxkbcommon0 ;;
        libxkbcommon-x11.so.0) echo libxkbcommon-x11-0 ;;
        libdbus-1.so.3) echo libdbus-1-3 ;;
        libfontconfig.so.1) echo libfontconfig1 ;;
        libfreetype.so.6) echo libfreetype6 ;;
        libglib-2.0.so.0 | libgthread-2.0.so.0 | libgio-2.0.so.0) echo libglib2.0-0 ;;
        libX11.so.6) echo libx11-6 ;;
        libX11-xcb.so.1) echo libx11-xcb1 ;;
        libxcb.so.1) echo libxcb1 ;;
        libxcb-glx.so.0) echo libxcb-glx0 ;;
        libxcb-cursor.so.0) echo libxcb-cursor0 ;;
        libxcb-icccm.so.4) echo libxcb-icccm4 ;;
        libxcb-image.so.0) echo libxcb-image0 ;;
        libxcb-keysyms.so.1) echo libxcb-keysyms1 ;;
        libxcb-randr.so.0) echo libxcb-randr0 ;;
        libxcb-render-util.so.0) echo libxcb-render-util0 ;;
        libxcb-render.so.0) echo libxcb-render0 ;;
        libxcb-shape.so.0) echo libxcb-shape0 ;;
        libxcb-shm.so.0) echo libxcb-shm0 ;;
        libxcb-sync.so.1) echo libxcb-sync1 ;;
        libxcb-util.so.1) echo libxcb-util1 ;;
        libxcb-xfixes.so.0) echo libxcb-xfixes0 ;;
        libxcb-xkb.so.1) echo libxcb-xkb1 ;;
        libwayland-client.so.0) echo libwayland-client0 ;;
        libwayland-cursor.so.0) echo libwayland-cursor0 ;;
        libwayland-egl.so.1) echo libwayland-egl1 ;;
        libdrm.so.2) echo libdrm2 ;;
        libz.so.1) echo zlib1g ;;
        libzstd.so.1) echo libzstd1 ;;
        *) printf 'Qt needs %s, which the system lacks.\n' "$1" >&2 ;;
    esac
}

# The window on X11 and on Wayland, and none at all; what is drawn with OpenGL; portals' messages.
for file in "$qt"/lib/libQt6Widgets.so.6 "$qt"/lib/libQt6Gui.so.6 "$qt"/lib/libQt6DBus.so.6 \
    "$qt"/plugins/platforms/libqxcb.so "$qt"/plugins/platforms/libqoffscreen.so \
    "$qt"/plugins/platforms/libqwayland*.so "$qt"/plugins/xcbglintegrations/*.so \
    "$qt"/plugins/wayland-shell-integration/libxdg-shell.so \
    "$qt"/plugins/wayland-graphics-integration-client/libqt-plugin-wayland-egl.so; do
    [ -e "$file" ] && ldd "$file" 2>/dev/null
done | awk '/not found/ {print $1}' | sort -u | while read -r library; do
    package_of "$library"
done | sort -u | tr '\n' ' ' | sed 's/ $//'
