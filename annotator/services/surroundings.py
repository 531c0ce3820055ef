"""Where a project lies: in a folder that some service copies to other machines while one works?"""

from __future__ import annotations

import re
from pathlib import Path

# Names of folders, as the services make them; “OneDrive - Company” and “Dropbox (Personal)” too.
_NAMES = {
    "Dropbox": r"dropbox( \(.*\))?",
    "OneDrive": r"onedrive( - .*)?|onedrive-.*",
    "iCloud Drive": r"icloud ?drive|com~apple~clouddocs|mobile documents",
    "Google Drive": r"google ?drive|googledrive-.*",
    "Nextcloud": r"nextcloud\d*",
    "ownCloud": r"owncloud\d*",
    "Box": r"box( sync)?|box-box",
    "MEGA": r"mega|megasync",
    "pCloud": r"pcloud ?drive",
    "Seafile": r"seafile",
    "Syncthing": r"syncthing",
    "Yandex Disk": r"yandex\.disk",
    "Proton Drive": r"proton ?drive|protondrive-.*",
}
_BY_NAME = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _NAMES.items()}
# What they leave in a folder that the user named otherwise.
_SIGNS = {
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Nextcloud": (".nextcloudsync.log", ".sync_*.db", "._sync_*.db"),
    "ownCloud": (".owncloudsync.log",),
    "Syncthing": (".stfolder",),
    "Google Drive": (".tmp.driveupload", ".tmp.drivedownload"),
    "MEGA": (".megaignore",),
}


def cloud_of(path: Path) -> str | None:
    """The service that copies the folder of a project to other machines; None for none known."""
    home = path.resolve().parent
    for folder in (home, *home.parents):
        for service, pattern in _BY_NAME.items():
            if pattern.fullmatch(folder.name):
                return service
    for folder in (home, *home.parents):
        for service, signs in _SIGNS.items():
            if any(_has(folder, sign) for sign in signs):
                return service
    return None


def _has(folder: Path, sign: str) -> bool:
    try:
        return any(True for _ in folder.glob(sign)) if "*" in sign else (folder / sign).exists()
    except OSError:
        return False
