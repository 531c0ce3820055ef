"""The pages of the manual: which there are, and how one is made readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontDatabase,
    QImage,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from annotator.model import bundled
from annotator.ui.theme import Theme, sans, serif
from annotator.ui.tr import tr

CONTENTS = "manual.md"
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)#\s]+\.md)\)")
_HEADINGS = {1: 27.0, 2: 20.0, 3: 16.0}
_BODY, _LINE = 14.0, 150.0
_PICTURE = QTextDocument.ResourceType.ImageResource.value
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


def pages() -> list[tuple[str, str]]:
    """``(title, file name)`` of every page, in the order of the contents page."""
    text = bundled.manual(CONTENTS).read_text("utf-8")
    found = dict.fromkeys((title, file) for title, file in _LINK.findall(text))
    return [(tr("Contents"), CONTENTS), *found]


def target(page: str, link: str) -> str:
    """The page that a link of a page leads to, as a path below the manual's folder."""
    there = (_folder(page) / link).resolve()
    return there.relative_to(bundled.manual().resolve()).as_posix()


def _folder(page: str) -> Path:
    file = bundled.manual(page)
    return file if file.is_dir() else file.parent


def source(page: str) -> str:
    """A page's Markdown; of a folder, the list of its pages. Raises OSError."""
    file = bundled.manual(page)
    if not file.is_dir():
        return file.read_text("utf-8")
    rows = []
    for each in sorted(file.glob("*.md")):
        head = _HEADING.search(each.read_text("utf-8"))
        rows.append(f"- [{head.group(1) if head else each.stem}]({each.name})")
    return "\n".join([f"# {file.name.capitalize()}", "", *rows, ""])


def slug(heading: str) -> str:
    """The name of a heading in a link: small letters, hyphens for spaces, no other signs."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def load(page: str, theme: Theme, width: int, ratio: float = 1.0) -> QTextDocument:
    """A page as a document, its pictures ``width`` px wide, of ``ratio`` dots a px.

    Raises OSError when the page is not there.
    """
    document = QTextDocument()
    document.setDefaultFont(sans(_BODY))
    document.setMarkdown(source(page))
    for block in list(_blocks(document)):
        _set_block(QTextCursor(block), block)
        _set_words(block, theme)
    for table in _tables(document.rootFrame()):
        _set_table(table, theme)
    for first, last in _fences(document):
        _set_fence(document, first, last, theme)
    for name in _pictures(document):
        picture = _picture(_folder(page) / name, theme, width, ratio)
        document.addResource(_PICTURE, QUrl(name), picture)
    return document


def place_of(document: QTextDocument, anchor: str) -> QTextCursor | None:
    """The heading that a link's part after # names."""
    for block in _blocks(document):
        if block.blockFormat().headingLevel() and slug(block.text()) == anchor:
            return QTextCursor(block)
    return None


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            yield child
        yield from _tables(child)


def _set_block(cursor: QTextCursor, block: QTextBlock) -> None:
    form = block.blockFormat()
    level = form.headingLevel()
    if level:
        form.setTopMargin({1: 4, 2: 26}.get(level, 18))
        form.setBottomMargin(8)
        look = QTextCharFormat()
        look.setFont(serif(_HEADINGS.get(level, 15.0), QFont.Weight.DemiBold))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)
    elif _is_code(block):
        form.setNonBreakableLines(False)
        form.setTopMargin(0)
        form.setBottomMargin(0)
        form.setLeftMargin(0)
    elif cursor.currentTable() is None:
        form.setLineHeight(_LINE, _PROPORTIONAL)
        form.setBottomMargin(4 if block.textList() else 10)
    cursor.setBlockFormat(form)


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _fences(document: QTextDocument) -> list[tuple[int, int]]:
    """Where each run of lines of code begins and ends; the last first, so that all stay true."""
    found: list[tuple[int, int]] = []
    before = False
    for block in _blocks(document):
        if _is_code(block):
            end = block.position() + block.length() - 1
            found.append((found.pop()[0] if before else block.position(), end))
        before = _is_code(block)
    return found[::-1]


def _set_fence(document: QTextDocument, first: int, last: int, theme: Theme) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(_fixed())
    form = QTextFrameFormat()
    form.setBackground(QBrush(theme.color("pane")))
    form.setBorder(0)
    form.setPadding(10)
    form.setTopMargin(2)
    form.setBottomMargin(12)
    frame = cursor.insertFrame(form)
    # The line that a frame needs before and after it takes no room.
    thin = QTextBlockFormat()
    thin.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    for position in (frame.firstPosition() - 1, frame.lastPosition() + 1):
        beside = document.findBlock(position)
        if not beside.text():
            QTextCursor(beside).setBlockFormat(thin)


def _fixed() -> QTextCharFormat:
    look = QTextCharFormat()
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(13)
    look.setFont(font)
    return look


def _set_words(block: QTextBlock, theme: Theme) -> None:
    """Links and code among the words, in the colours of the theme."""
    at = block.begin()
    found = []
    while not at.atEnd():
        fragment = at.fragment()
        found.append((fragment.position(), fragment.length(), fragment.charFormat()))
        at += 1
    for position, length, form in found:
        look = QTextCharFormat()
        if form.isAnchor():
            look.setForeground(QBrush(theme.color("accent")))
            look.setFontUnderline(False)
        elif form.fontFixedPitch():
            look = _fixed()
        else:
            continue
        cursor = QTextCursor(block)
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)


def _set_table(table: QTextTable, theme: Theme) -> None:
    form = table.format()
    form.setBorder(0)
    form.setCellPadding(0)
    form.setCellSpacing(0)
    form.setTopMargin(4)
    form.setBottomMargin(18)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(form)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            look = cell.format().toTableCellFormat()
            look.setTopPadding(5)
            look.setBottomPadding(5)
            look.setRightPadding(14)
            look.setBottomBorder(1)
            look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBottomBorderBrush(QBrush(theme.color("line" if row else "ctl")))
            cell.setFormat(look)


def _pictures(document: QTextDocument) -> set[str]:
    found = set()
    for block in _blocks(document):
        at = block.begin()
        while not at.atEnd():
            form = at.fragment().charFormat()
            if form.isImageFormat():
                found.add(form.toImageFormat().name())
            at += 1
    return found


def _picture(file: Path, theme: Theme, width: int, ratio: float) -> QImage:
    """A picture of that width with a line around; scaled by the text it would be coarse."""
    smooth = Qt.TransformationMode.SmoothTransformation
    image = QImage(str(file)).scaledToWidth(round(width * ratio), smooth)
    painter = QPainter(image)
    painter.setPen(theme.color("ctl"))
    painter.drawRect(image.rect().adjusted(0, 0, -1, -1))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
