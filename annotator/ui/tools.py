"""Palette, keys, finding, the menu of the text, text only: what helps with every kind of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices

from annotator.services import suggesting
from annotator.services.citing import web_address
from annotator.ui import context_menu, menus, settings
from annotator.ui.about import AboutDialog
from annotator.ui.bindings import Bindings
from annotator.ui.find_bar import FindBar
from annotator.ui.palette import Palette
from annotator.ui.theme import resolve
from annotator.ui.topics import Topics
from annotator.ui.tr import tr
from annotator.ui.twins import Twins

if TYPE_CHECKING:
    from annotator.ui.keys_dialog import KeysDialog
    from annotator.ui.manual import Manual
    from annotator.ui.window import MainWindow


class Tools(QObject):
    """Made after the window's panes and commands; what it runs goes through these."""

    def __init__(self, window: MainWindow, bindings: Bindings) -> None:
        super().__init__(window)
        self.window_, self.bindings = window, bindings
        self.palette = Palette(window)
        self.finder = FindBar(window)
        self.topics = Topics(window)
        self.dialog: KeysDialog | None = None
        self.twins = Twins(window)
        window.strip.add_tool(self.finder)
        window.header.add_field("palette")
        window.commands.listed = window.spans.listed
        self.palette.closed.connect(window.focus_text)
        bindings.changed.connect(self._keys_changed)
        order = window.actions_by_id["by_score"]
        order.setCheckable(True)
        order.setChecked(window.commands.by_score)
        window.commands.orderChanged.connect(order.setChecked)
        window.desk.articleOpened.connect(self.finder.forget)
        window.reader.menuRequested.connect(self._menu)
        window.commands.topicsWanted.connect(self.topics.ask)

    def stop(self) -> None:
        """The window closes: end what would still ask for something."""
        self.palette.close_()
        self.topics.stop()
        self.twins.stop()

    def on_palette(self) -> None:
        """Open the palette, or close it."""
        if self.palette.isVisible():
            self.palette.close_()
        else:
            self.palette.open()

    def on_find(self) -> None:
        """Find in the article."""
        window = self.window_
        if window.desk.document is not None:
            if window.stack.currentWidget() is not window.panes.splitter:
                window.on_view_read()
            self.finder.open()

    def on_change_keys(self) -> None:
        """Show every action with its keys, to change them."""
        window = self.window_
        from annotator.ui.keys_dialog import KeysDialog

        self.dialog = KeysDialog(self.bindings, window.theme, window)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()

    def on_suggest_with(self) -> None:
        """Choose the pipeline of this project, and suggest with it."""
        window = self.window_
        session = window.desk.session
        if session is None or session.readonly or window.files.suggesting is not None:
            # What stands in the way is said there.
            window.files.on_suggest()
            return
        from annotator.ui.pipeline_dialog import PipelineDialog

        now = settings.pipeline(session.path)

        def ask(installed: list[str]) -> None:
            dialog = PipelineDialog(installed, now, window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.chosen.connect(lambda name: settings.put_pipeline(session.path, name))
            dialog.chosen.connect(lambda _: window.files.on_suggest())
            dialog.open()

        failed = window.status.say
        window.desk.database.call(
            lambda _: list(suggesting.pipelines()), ask, lambda error: failed(str(error))
        )

    def on_open_source(self) -> None:
        """Hand the article's address to the browser."""
        document = self.window_.desk.document
        url = web_address(document.article) if document else None
        if url is None:
            self.window_.status.say(tr("This article has no web address"))
        elif not QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode)):
            self.window_.status.say(tr("No browser opens {url}").format(url=url))

    def on_text_only(self) -> None:
        """Show the text alone on the whole screen, or everything again."""
        window = self.window_
        if window.desk.session is None:
            return
        alone = not window.panes.alone
        window.header.setVisible(not alone)
        window.panes.set_alone(alone)
        if alone:
            self._maximized = window.isMaximized()
            window.showFullScreen()
        elif self._maximized:
            window.showMaximized()
        else:
            window.showNormal()
        window.focus_text()

    _maximized = False

    def _menu(self, at: QPoint) -> None:
        context_menu.show(self.window_, at)

    def _keys_changed(self) -> None:
        window = self.window_
        menus.show_keys(window.actions_by_id)
        window.commands.take_keys()
        window.header.show_keys()
        window.inspector.show_keys()
        window.status.show_keys()
        if window.desk.session is not None:
            window.strip.show_keys(window.desk.session.schema)
        window.show_hint()
        window.showing.soon()

    # -- looks, help ----------------------------------------------------------------------------

    def on_theme_light(self) -> None:
        """Light colours from now on."""
        self._theme("light")

    def on_theme_dark(self) -> None:
        """Dark colours from now on."""
        self._theme("dark")

    def on_theme_contrast(self) -> None:
        """Black on white, thick lines and no fills from now on."""
        self._theme("contrast")

    def on_theme_system(self) -> None:
        """The colours of the system from now on."""
        self._theme("system")

    def _theme(self, name: str) -> None:
        settings.put(settings.THEME, name)
        self.window_.set_theme(resolve(name))
        if self._manual is not None:
            self._manual.set_theme(self.window_.theme)

    def on_language(self) -> None:
        """Ask for the language of the window."""
        from annotator.ui.language_dialog import LanguageDialog

        dialog = LanguageDialog(self.window_)
        dialog.chosen.connect(self.window_.status.say)
        dialog.open()

    def on_zoom_in(self) -> None:
        """Larger text."""
        self._zoom(settings.get(settings.ZOOM) + 1)

    def on_zoom_out(self) -> None:
        """Smaller text."""
        self._zoom(settings.get(settings.ZOOM) - 1)

    def on_zoom_reset(self) -> None:
        """Text of 18 px."""
        self._zoom(18)

    def _zoom(self, px: int) -> None:
        settings.put(settings.ZOOM, px)
        # As it comes back it is within the limits.
        px = settings.get(settings.ZOOM)
        settings.put(settings.ZOOM, px)
        window = self.window_
        window.reader.set_zoom(px)
        window.panes.fit(window.width())

    def on_help(self) -> None:
        """Show all keys."""
        from annotator.ui.help import HelpDialog

        dialog = HelpDialog(self.window_)
        dialog.change.clicked.connect(dialog.close)
        dialog.change.clicked.connect(self.on_change_keys)
        dialog.open()

    def on_manual(self) -> None:
        """Show the manual, or the page of it that was read last."""
        if self._manual is None:
            from annotator.ui.manual import Manual

            self._manual = Manual(self.window_.theme, self.window_)
        self._manual.show()
        self._manual.raise_()
        self._manual.activateWindow()

    _manual: Manual | None = None

    def on_about(self) -> None:
        """Show version and licences."""
        dialog = AboutDialog(self.window_)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
