"""The style sheet of the interface, from the theme's tokens."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from annotator.ui.theme import Theme, sans

_SHEET = """
QWidget {{ color: {text}; }}
QMainWindow, QMenuBar, QStatusBar, #status {{ background: {chrome}; }}
QMenuBar {{ padding: 6px 10px; border: none; }}
QMenuBar::item {{ padding: 5px 9px; border-radius: 6px; background: transparent; }}
QMenuBar::item:selected {{ background: {accentBg}; }}
QMenu {{ background: {paper}; border: 1px solid {ctl}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 20px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accentBg}; }}
QMenu::item:disabled {{ color: {text3}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
#queue, #inspector, #sidebar {{ background: {pane}; border: none; }}
#queue {{ border-right: 1px solid {line}; }}
#sidebar {{ border-left: 1px solid {line}; }}
#strip {{ background: {paper}; border-bottom: 1px solid {line}; }}
#status {{ border-top: 1px solid {line}; }}
#notice {{ background: {accentBg}; }}
#rule {{ background: {line}; }}
QLabel#dim, QLabel[role="dim"] {{ color: {text2}; }}
QLabel[role="meta"] {{ color: {text3}; }}
QLabel[role="error"] {{ color: {err}; font-weight: 600; }}
QLabel[role="ok"] {{ color: {ok}; }}
QLabel[role="link"] {{ color: {accent}; }}
QLineEdit, QPlainTextEdit, QSpinBox {{
  background: {paper}; border: 1px solid {ctl}; border-radius: 6px; padding: 4px 8px;
  selection-background-color: {accent}; selection-color: {onAccent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus {{ border: 2px solid {accent}; padding: 3px 7px; }}
QComboBox {{ background: {paper}; border: 1px solid {ctl}; border-radius: 6px; padding: 4px 8px; min-height: 20px; }}
QComboBox:focus {{ border: 2px solid {accent}; padding: 3px 7px; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox QAbstractItemView {{ background: {paper}; border: 1px solid {ctl}; selection-background-color: {accentBg}; selection-color: {text}; }}
QPushButton {{ background: {paper}; border: 1px solid {ctl}; border-radius: 6px; padding: 5px 12px; min-height: 18px; }}
QPushButton:hover {{ background: {accentBg}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 4px 11px; }}
QPushButton:disabled {{ color: {text3}; border-color: {line}; background: {pane}; }}
QPushButton[primary="true"] {{ background: {accent}; color: {onAccent}; border: 1px solid {accent}; font-weight: 600; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {text}; }}
QPushButton[primary="true"]:disabled {{ background: {pane}; color: {text3}; border-color: {line}; font-weight: 400; }}
QPushButton[flat="true"] {{ border: none; background: transparent; padding: 4px 6px; color: {text2}; }}
QPushButton[flat="true"]:checked, QPushButton[flat="true"]:hover {{ color: {text}; }}
QPushButton[flat="true"]:focus {{ color: {accent}; text-decoration: underline; }}
QCheckBox {{ spacing: 7px; }}
QCheckBox::indicator {{ width: 15px; height: 15px; border: 1px solid {ctl}; border-radius: 4px; background: {paper}; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url({check}); }}
QCheckBox:focus {{ color: {accent}; }}
QListView {{ background: transparent; border: none; outline: none; }}
QTabBar {{ background: {pane}; }}
QTabBar::tab {{ background: transparent; color: {text2}; padding: 8px 2px; margin: 0 16px 0 0; border: none; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; font-weight: 600; }}
QTabBar::tab:focus {{ color: {accent}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {line}; background: {pane}; }}
QSplitter::handle {{ background: {line}; }}
QProgressBar {{ background: {line}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {ctl}; border-radius: 4px; min-height: 28px; margin: 1px 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {ctl}; border-radius: 4px; min-width: 28px; margin: 2px 1px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolTip {{ background: {paper}; color: {text}; border: 1px solid {ctl}; padding: 4px 6px; }}
QDialog, QMessageBox {{ background: {paper}; }}
QScrollArea {{ border: none; background: transparent; }}
#paper {{ background: {paper}; }}
"""


def sheet(theme: Theme) -> str:
    """The style sheet for a theme."""
    from annotator.model import bundled

    tick = bundled.path("icons", f"check-{theme.name}.svg").as_posix()
    return _SHEET.format(**theme.tokens, check=tick)


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application the theme."""
    palette = QPalette()
    role = QPalette.ColorRole
    for which, token in (
        (role.Window, "chrome"),
        (role.Base, "paper"),
        (role.AlternateBase, "pane"),
        (role.Text, "text"),
        (role.WindowText, "text"),
        (role.ButtonText, "text"),
        (role.Button, "paper"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "onAccent"),
        (role.ToolTipBase, "paper"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "text3"),
        (role.Link, "accent"),
    ):
        palette.setColor(which, theme.color(token))
    app.setPalette(palette)
    app.setFont(sans(13))
    app.setStyleSheet(sheet(theme))
