"""What every test gets: no real user's settings, no display, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

# Before Qt or platform paths are looked at by anything.
_HOME = Path(tempfile.mkdtemp(prefix="annotator-tests-"))
for _name, _folder in (
    ("HOME", ""),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_DATA_HOME", "data"),
    ("XDG_STATE_HOME", "state"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_RUNTIME_DIR", "run"),
):
    (_HOME / _folder).mkdir(mode=0o700, exist_ok=True)
    os.environ[_name] = str(_HOME / _folder)
os.environ["QT_QPA_PLATFORM"] = os.environ.get("ANNOTATOR_TEST_PLATFORM", "offscreen")

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402
from leaks import Leaks  # noqa: E402

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

for _profile in ("annotator", "ci"):
    settings.register_profile(
        _profile,
        deadline=None,
        max_examples=60,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
settings.load_profile("annotator")

SHARED = Path(__file__).resolve().parents[2] / "shared"
_FAILED = pytest.StashKey[bool]()


@pytest.fixture
def shared() -> Path:
    """The folder with the real article and the evaluation data, beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> Iterator[QApplication]:
    """The one application; its settings and standard folders are not the user's on any system."""
    from PySide6.QtCore import QSettings, QStandardPaths

    QStandardPaths.setTestModeEnabled(True)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(_HOME / "config"))
    yield qapp
    # Qt would delete what was copied after Python has ended, and crash.
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a process, a running timer or a window behind."""
    before = Leaks.now()
    yield
    # The traceback of a failed test keeps all that the test had.
    if not request.node.stash.get(_FAILED, False):
        left = Leaks.since(before)
        if left:
            pytest.fail("left behind: " + "; ".join(left), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember for `no_leaks` whether the test itself failed."""
    report = yield
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
    return report


def pytest_unconfigure() -> None:
    """Remove what stood for the user's home."""
    shutil.rmtree(_HOME, ignore_errors=True)
