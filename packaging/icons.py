"""Make pixel icons of the drawn ones: PNG, and the files that Windows and macOS want.

Usage: ``QT_QPA_PLATFORM=offscreen python packaging/icons.py FOLDER``
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QIcon

DRAWN = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
# Apple's names of the sizes it wants.
TYPES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def png(icon: QIcon, size: int) -> bytes:
    """The icon as a PNG file of ``size`` pixels each way."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    icon.pixmap(size, size).save(buffer, "PNG")
    return bytes(held.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon file: a directory of 16 bytes a picture, then the pictures."""
    kept = {size: data for size, data in pictures.items() if size <= 256}
    head, at = struct.pack("<HHH", 0, 1, len(kept)), 6 + 16 * len(kept)
    for size, data in kept.items():
        # 256 does not fit its byte and is written 0.
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), at)
        at += len(data)
    return head + b"".join(kept.values())


def icns(pictures: dict[int, bytes]) -> bytes:
    """A macOS icon file: a type and a length before each picture."""
    body = b"".join(
        kind + struct.pack(">I", 8 + len(pictures[size])) + pictures[size]
        for size, kind in TYPES.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def main(folder: Path) -> None:
    """Write all icons to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("annotator", "annotator-project"):
        icon = QIcon(str(DRAWN / f"{name}.svg"))
        pictures = {size: png(icon, size) for size in SIZES}
        for size, data in pictures.items():
            (folder / f"{name}-{size}.png").write_bytes(data)
        (folder / f"{name}.ico").write_bytes(ico(pictures))
        (folder / f"{name}.icns").write_bytes(icns(pictures))


if __name__ == "__main__":
    application = QGuiApplication([])
    main(Path(sys.argv[1]))
