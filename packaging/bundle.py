"""What goes into the one-folder bundle and what stays out; used by ``annotator.spec``.

A table is PyInstaller's: rows of ``(destination, source, kind)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fnmatch import fnmatch
from pathlib import Path, PurePath

Row = tuple[str, str, str]

# Never imported by what is left; readline is left out for its licence (GPL), too.
EXCLUDED_MODULES = [
    "Cython", "IPython", "PIL", "PySide6.QtNetwork", "boto3", "cupy", "curses", "ipykernel",
    "lib2to3", "matplotlib", "mxnet", "numpy.f2py", "pandas", "pip", "pkg_resources", "pydoc_data",
    "pytest", "readline", "scipy", "setuptools", "spacy.tests", "srsly.tests", "tensorflow",
    "thinc.tests", "tkinter", "torch", "turtledemo",
]  # fmt: skip

# Parts of Qt that no window of ours uses, plugins for screens that no desktop has; the C++ library,
# which every desktop brings in a version that its own graphics drivers need, and the library of
# the printing system, which must fit that. Of what Qt says itself, the languages the window has.
UNUSED_FILES = [
    "*Qt6Qml*", "*Qt6Quick*", "*Qt6Pdf*", "*Qt6VirtualKeyboard*", "*Qt6Network*", "*Qt6Sql*",
    "*Qt6Test*", "*Qt6EglFS*", "*Qt6EglFs*", "*Qt6Designer*", "*Qt6Help*", "*QtNetwork.*",
    "*/platforms/*eglfs*", "*/platforms/*linuxfb*", "*/platforms/*minimal*", "*/platforms/*vnc*",
    "*/platforms/*vkkhr*", "*/platforminputcontexts/*virtualkeyboard*", "*/platformthemes/*gtk3*",
    "*/egldeviceintegrations/*", "*/plugins/generic/*", "*/networkinformation/*", "*/plugins/tls/*",
    "*/sqldrivers/*", "*/imageformats/*pdf*", "*/imageformats/*tiff*", "*/imageformats/*webp*",
    "*/imageformats/*tga*", "*/imageformats/*wbmp*", "*/imageformats/*icns*",
    "*/wayland-graphics-integration-client/*vulkan*", "*/wayland-graphics-integration-client/*drm*",
    "*/wayland-shell-integration/*ivi*", "*/wayland-shell-integration/*fullscreen*",
    "*/translations/qt[!b]*", "*/translations/qtbase_[!d]*", "*/translations/qtbase_d[!e]*",
    "*/translations/assistant*", "*/translations/[!aq]*", "*opengl32sw.dll", "*d3dcompiler*",
    "libstdc++.so.6", "libgcc_s.so.1", "libcups.so.2",
]  # fmt: skip

# Sources, headers and tests that packages carry along, what pip noted of where it installed, and
# how numbers and dates look in all languages but English (and Romanian, to keep this short): the
# reader of web pages asks no more than whether a language is one.
UNUSED_DATA = [
    "*.pyx", "*.pxd", "*.pxi", "*.c", "*.cpp", "*.h", "*.hpp", "*.pyi", "*/tests/*", "*/RECORD",
    "*/direct_url.json", "*/INSTALLER", "*/REQUESTED", "*/translations/*.ts",
    "babel/locale-data/[!er]*", "babel/locale-data/e[!n]*", "babel/locale-data/r[!o]*",
]  # fmt: skip


def without(table: Iterable[Row], patterns: Iterable[str]) -> list[Row]:
    """The rows whose destination no pattern names."""
    return [
        row
        for row in table
        if not any(fnmatch(PurePath(row[0]).as_posix(), pattern) for pattern in patterns)
    ]


def reachable(table: list[Row], imports: Callable[[str], Iterable[str]]) -> list[Row]:
    """The table without the libraries at its top that nothing left needs any more.

    ``imports`` gives the file names of the libraries that a file asks for.
    """
    tops = {row[0]: row for row in table if len(PurePath(row[0]).parts) == 1}
    places = {PurePath(row[0]).name: row for row in table}
    waiting = [row for row in table if row[0] not in tops or row[0].startswith("libpython")]
    reached: set[str] = {row[0] for row in waiting}
    while waiting:
        _, source, kind = waiting.pop()
        for name in () if kind == "SYMLINK" else imports(source):
            for row in (tops.get(name), places.get(name)):
                if row is not None and row[0] not in reached:
                    reached.add(row[0])
                    waiting.append(row)
    return [row for row in table if row[0] in reached]


def from_system(table: Iterable[Row]) -> list[str]:
    """The sources that belong to the system, not to Python or a package of it."""
    return [source for _, source, _ in table if re.match(r"(/usr)?/lib\d*/", source)]


def strippable(folder: Path) -> list[Path]:
    """The libraries whose symbols may go.

    Not those that were patched when their wheel was made, which have a hash in their names: they
    cannot be loaded any more when they have been stripped.
    """
    return [
        file
        for file in sorted(folder.rglob("*.so*"))
        if not file.is_symlink() and not re.search(r"-[0-9a-f]{8}", file.name)
    ]


if __name__ == "__main__":
    import subprocess
    import sys

    for library in strippable(Path(sys.argv[1])):
        subprocess.run(["strip", "--strip-unneeded", str(library)], check=True)
