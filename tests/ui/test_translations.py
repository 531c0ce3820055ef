"""The texts of the window: all can be translated, German is whole, and nothing is cut off."""

from __future__ import annotations

import ast
import importlib.util
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from desktop import Desktop
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QMenu,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.model import bundled
from annotator.model.schema import parse_toml
from annotator.services import safety
from annotator.ui import app, backups_dialog, schema_words, settings, tr
from annotator.ui.actions import ACTIONS, BY_ID, KEYS, MENUS, menu_letter, show_key
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.inspector import Inspector
from annotator.ui.language_dialog import LanguageDialog

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "annotator" / "ui"
FILES = sorted(bundled.path("translations").glob("*.ts"))


@dataclass(frozen=True)
class Text:
    """A text of the sources with its note, and its translations: one, or one a plural form."""

    source: str
    note: str
    plural: bool
    translations: tuple[str, ...] = ()
    unfinished: bool = False

    @property
    def key(self) -> tuple[str, str, bool]:
        return (self.source, self.note, self.plural)


def read(file: Path) -> list[Text]:
    out = []
    for message in ElementTree.parse(file).iter("message"):
        done = message.find("translation")
        assert done is not None
        forms = [f.text or "" for f in done.iter("numerusform")] or [done.text or ""]
        out.append(
            Text(
                message.findtext("source", ""), message.findtext("comment", ""),
                message.get("numerus") == "yes", tuple(forms), done.get("type") is not None,
            )
        )  # fmt: skip
    return out


GERMAN = read(bundled.path("translations", "annotator_de.ts"))


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def packaging() -> ModuleType:
    return _load("translations")


@pytest.fixture
def german(qapp: object) -> Iterator[None]:
    tr.use("de")
    yield
    tr.use("en")


# -- the files -------------------------------------------------------------------------------------


def test_there_is_a_file_for_every_language() -> None:
    assert {f.stem for f in FILES} == {f"annotator_{x}" for x in tr.LANGUAGES if x != "en"}
    assert all(f.with_suffix(".qm").is_file() for f in FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_text_of_the_sources_is_in_the_file(
    file: Path, packaging: ModuleType, tmp_path: Path
) -> None:
    packaging.update(tmp_path / file.name)
    assert {t.key for t in read(tmp_path / file.name)} == {t.key for t in read(file)}


def test_no_call_hides_from_the_extraction() -> None:
    """Inside an f-string, or with words made up at run time, a text is not found."""
    known = {(t.source, t.note) for t in GERMAN}
    hidden = []
    for file in sorted(SOURCES.rglob("*.py")):
        if file.name == "tr.py":
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            name, words = node.func.id, list(node.args[:2])
            if name not in ("tr", "marked", "plural"):
                continue
            said = [w.value for w in words if isinstance(w, ast.Constant)]
            where = f"{file.name}:{node.lineno}"
            if name == "tr" and not isinstance(words[0], ast.Constant):
                assert not isinstance(words[0], ast.JoinedStr | ast.BinOp), where
            elif len(said) != len(words) or (said[0], [*said, ""][1]) not in known:
                hidden.append(where)
    assert hidden == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_text_is_translated(file: Path) -> None:
    texts = read(file)
    assert [t.source for t in texts if t.unfinished or not all(t.translations)] == []
    # German has two forms, one for one thing.
    assert [t.source for t in texts if t.plural and len(t.translations) != 2] == []


def _holes(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}|%n", text))


def _ending(text: str) -> str:
    found = re.search(r"[….:;]*$", text)
    return found.group() if found else ""


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_translation_has_the_holes_and_the_ending_of_its_source(file: Path) -> None:
    wrong = [
        (text.source, translation)
        for text in read(file)
        for translation in text.translations
        if _holes(translation) != _holes(text.source)
        or len(re.findall("&(?!&)", translation)) != len(re.findall("&(?!&)", text.source))
        or _ending(translation) != _ending(text.source)
        or translation.count("\n") != text.source.count("\n")
        or translation.count("<") != text.source.count("<")
        or translation != translation.strip()
    ]
    assert wrong == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_what_is_loaded_is_made_of_the_file(file: Path, qapp: object) -> None:
    loaded = QTranslator()
    assert loaded.load(str(file.with_suffix(".qm")))
    for text in read(file):
        numbers = (1, 2) if text.plural else (-1,)
        said = tuple(loaded.translate("", text.source, text.note, n) for n in numbers)
        assert said == text.translations, text.source


def test_the_schema_that_comes_along_is_translated() -> None:
    schema = parse_toml(bundled.path("schemas", "default.toml").read_text("utf-8"))
    names = {
        *(x.name for x in schema.layers),
        *(y.name for x in schema.layers for y in (*x.labels, *x.attributes)),
        *(c for x in schema.layers for a in x.attributes for c in a.choices),
        *(x.name for x in schema.relations),
    }
    assert {n for n in names if not n.isdigit()} == set(schema_words.KNOWN)


def test_the_occasions_of_backups_are_translated() -> None:
    assert set(safety._OCCASIONS.values()) == set(backups_dialog._OCCASIONS)


def test_the_actions_for_keys_in_texts_are_known() -> None:
    ids = {h[1:-1] for t in GERMAN for h in _holes(t.source) if h[1:-1] in BY_ID}
    assert {"undo", "import", "export"} <= ids
    assert all(KEYS[x] for x in ids)


def test_the_bundle_keeps_what_the_window_loads() -> None:
    bundle = _load("bundle")
    qt, ours = "PySide6/Qt/translations", "annotator/resources/translations"
    kept = [f"{qt}/qtbase_{x}.qm" for x in tr.LANGUAGES if x != "en"]
    kept += [f"{ours}/annotator_{x}.qm" for x in tr.LANGUAGES if x != "en"]
    left_out = [f"{qt}/{x}.qm" for x in ("qtbase_fr", "qtbase_da", "qt_de", "qt_help_de")]
    left_out += [f"{qt}/{x}.qm" for x in ("assistant_de", "designer_de", "linguist_de")]
    left_out += [f"{ours}/annotator_de.ts"]
    rows = [(name, name, "DATA") for name in (*kept, *left_out)]
    found = bundle.without(rows, bundle.UNUSED_FILES + bundle.UNUSED_DATA)
    assert [row[0] for row in found] == kept


# -- the functions ---------------------------------------------------------------------------------


def test_english_is_what_the_sources_say(qapp: object) -> None:
    assert tr.tr("Undo") == "Undo" and tr.tr("none", "key") == "none"
    assert tr.plural("%n articles", "%n article", 1) == "1 article"
    assert tr.plural("%n articles", "%n article", 1284) == "1,284 articles"
    assert (tr.decimal(0.754, 2), tr.percent(0.8)) == ("0.75", "80%")


def test_german_numbers_and_plurals(german: None) -> None:
    assert tr.plural("%n spans", "%n span", 1) == "1 Span"
    assert tr.plural("%n spans", "%n span", 1284) == "1.284 Spans"
    assert tr.decimal(0.754, 2) == "0,75"
    assert tr.percent(0.8) == "80\N{NO-BREAK SPACE}%"


def test_one_word_that_is_two_in_german(german: None) -> None:
    assert (tr.tr("none", "spans"), tr.tr("none", "words")) == ("keine", "keine Angabe")


def test_a_text_without_a_translation_stays(german: None) -> None:
    assert tr.tr("Nobody wrote this") == "Nobody wrote this"
    assert tr.plural("%n quibbles", "%n quibble", 1) == "1 quibble"
    assert tr.plural("%n quibbles", "%n quibble", 2000) == "2.000 quibbles"


def test_names_of_users_are_never_translated(german: None) -> None:
    assert schema_words.called("Claims") == "Behauptungen"
    assert schema_words.called("Close") == "Close"


def test_keys_as_a_german_keyboard_has_them(german: None) -> None:
    assert show_key("Ctrl+Shift+Return") == "Strg+Umschalt+Enter"
    assert show_key("Ctrl++") == "Strg++"
    assert tr.either(map(show_key, ("X", "Del"))) == "X oder Entf"
    assert (tr.either(["X"]), tr.either([])) == ("X", "")


def test_menus_open_with_different_letters(german: None) -> None:
    letters = [menu_letter(m) for m in MENUS]
    assert len(set(letters)) == len(MENUS) and all(x.isupper() for x in letters)


def test_qt_itself_speaks_german(german: None) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    tr.use("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


class _System:
    def __init__(self, languages: list[str]) -> None:
        self._languages = languages

    def system(self) -> _System:
        return self

    def uiLanguages(self) -> list[str]:
        return self._languages


@pytest.mark.parametrize(
    ("setting", "system", "language"),
    [
        ("en", ["de-DE"], "en"), ("de", ["en"], "de"), ("system", ["de-AT", "en"], "de"),
        ("system", ["fr-FR", "de"], "de"), ("system", ["C"], "en"), ("klingon", ["de"], "de"),
        ("system", ["en-US", "de"], "en"), ("system", [], "en"),
    ],
)  # fmt: skip
def test_which_language(
    setting: str, system: list[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tr, "QLocale", _System(system))
    assert tr.resolve(setting) == language


def test_the_dialog_keeps_the_language_and_says_when_it_counts(
    desktop: Desktop, qtbot: QtBot
) -> None:
    desktop.window.run("language")
    dialog = desktop.window.findChild(LanguageDialog)
    assert dialog is not None
    assert [b.text() for b in dialog.group.buttons()] == ["As the &system", "English", "Deutsch"]
    dialog.group.button(2).setChecked(True)
    dialog.go.click()
    assert settings.get(settings.LANGUAGE) == "de"
    assert "started again" in desktop.window.status.words.text()
    settings.put(settings.LANGUAGE, settings.LANGUAGE.default)


def test_the_program_starts_in_the_language_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    class Started(Exception):
        """With a text as the window would say it."""

    def window(*_: object) -> None:
        raise Started(tr.tr("Undo"))

    monkeypatch.setattr(app, "MainWindow", window)
    settings.put(settings.LANGUAGE, "de")
    try:
        with pytest.raises(Started, match="Rückgängig"):
            app.open_window()
    finally:
        settings.put(settings.LANGUAGE, settings.LANGUAGE.default)
        tr.use("en")


# -- the window ------------------------------------------------------------------------------------


def _said(root: QWidget) -> Iterator[str]:
    """All words of a widget and of what is in it: for the eye, for the ear, on hovering."""
    for widget in (root, *root.findChildren(QWidget)):
        yield from (widget.toolTip(), widget.accessibleName(), widget.windowTitle())
        for name in ("text", "placeholderText", "title"):
            said = getattr(widget, name, None)
            if callable(said) and isinstance(found := said(), str):
                yield found
        if isinstance(widget, QTabWidget):
            yield from (widget.tabText(i) for i in range(widget.count()))
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(i) for i in range(widget.count()))
        if isinstance(widget, QMenu):
            yield from (a.text() for a in widget.actions())
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            for row in range(min(200, model.rowCount())):
                columns = (
                    model.columnCount(widget.rootIndex())
                    if isinstance(model, QAbstractTableModel)
                    else 1
                )
                for column in range(columns):
                    at = model.index(row, column)
                    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                        yield str(model.data(at, role) or "")


def _pattern(text: Text) -> str:
    words = re.escape(text.source.replace("&", ""))
    return re.sub(r"\\\{\w+\\\}", ".+", words).replace("%n", r"[\d.,]+")


# A text with a hole is looked for when enough is around it to know it by.
_SAME = {t.source for t in GERMAN if t.source in t.translations}
_ENGLISH = re.compile(
    "|".join(
        _pattern(t)
        for t in GERMAN
        if t.source not in _SAME and len(re.sub(r"\{\w+\}|\W", "", t.source)) > 3
    )
)
# Words of the pipeline and of the schema's file, whose ids stay as they are.
_DATA = re.compile(r"[a-z_]+|[A-Z_]+")


def english(root: QWidget) -> set[str]:
    """The texts of the sources that are said as they are there."""
    found = set()
    for said in _said(root):
        plain = said.replace("&", "").partition("\t")[0].strip()
        if plain and not _DATA.fullmatch(plain) and _ENGLISH.fullmatch(plain):
            found.add(plain)
    return found


def _dialogs(desktop: Desktop) -> Iterator[tuple[str, QDialog]]:
    window = desktop.window
    for action in (
        "labels", "help", "change_keys", "brief", "suggest_with", "claims", "language", "backups",
        "about",
    ):  # fmt: skip
        window.run(action)
        desktop.settle()
        shown = [x for x in window.findChildren(QDialog) if x.isVisible()]
        assert len(shown) == 1, action
        yield action, shown[0]
        shown[0].done(0)
        shown[0].deleteLater()
        desktop.settle()
    dialog = ExportDialog(window.desk, desktop.path.parent, window)
    dialog.show()
    desktop.bot.waitUntil(lambda: dialog.go.isEnabled() or bool(dialog.count.text()))
    desktop.bot.wait(200)
    yield "export", dialog
    dialog.close()


def _states(desktop: Desktop) -> Iterator[str]:
    """The window with each kind of span, with the names, on tour, as concordance, at the end."""
    window = desktop.window
    yield "opened"
    for layer in ("entity", "quote", "claim"):
        span = desktop.spans(layer)[0]
        window.desk.set_current(span.id)
        desktop.settle()
        yield layer
    window.run("names")
    desktop.settle()
    yield "names"
    window.focus_text()
    window.run("tour")
    desktop.settle()
    yield "tour"
    window.tour.end()
    window.concordance.ask("label:PERSON")
    desktop.settle()
    yield "concordance"
    window.on_view_read()
    desktop.settle()


def test_the_walk_sees_the_words(desktop: Desktop) -> None:
    """In English the same walk finds the texts: it would see one that was left."""
    found = english(desktop.window)
    assert {"Undo", "Filter spans", "History", "Order of import"} <= found
    assert len(found) > 100


def test_no_english_is_left_in_the_window(
    german: None, desktops: Callable[[Path], Desktop], project: Path
) -> None:
    desktop = desktops(project)
    for state in _states(desktop):
        assert english(desktop.window) == set(), state


def test_no_english_is_left_in_the_dialogs(
    german: None, desktops: Callable[[Path], Desktop], project: Path
) -> None:
    for name, dialog in _dialogs(desktops(project)):
        assert english(dialog) == set(), name


def _cut(root: QWidget) -> list[str]:
    """Words that have less room than they need, or reach beyond what is shown."""
    found = []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, QPushButton | QLabel | QCheckBox | QRadioButton | QComboBox):
            continue
        words = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        seen = widget.visibleRegion().boundingRect().width()
        if not words.strip() or wraps or not widget.isVisible() or not seen:
            continue
        if widget.width() < widget.minimumSizeHint().width() or seen < widget.width() - 1:
            found.append(words)
    return found


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)], ids=str)
def test_german_is_not_cut_off(
    german: None, size: tuple[int, int], desktops: Callable[[Path], Desktop], project: Path
) -> None:
    desktop = desktops(project)
    desktop.window.resize(*size)
    desktop.settle()
    for state in _states(desktop):
        assert _cut(desktop.window) == [], state
    inspector = desktop.window.findChild(Inspector)
    assert inspector is not None
    for name, dialog in _dialogs(desktop):
        assert _cut(dialog) == [], name


def test_every_action_has_a_german_name(german: None) -> None:
    same = {a.id for a in ACTIONS if a.title == a.text}
    # The same word in both languages.
    assert same == {"labels"}
