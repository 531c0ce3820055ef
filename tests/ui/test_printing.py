"""An annotated article on paper: whole lines, all marks, a legend; PDF from window and command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import ANA, make, one, usual
from desktop import Desktop
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog

from annotator.cli.main import main
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.services import adding, deciding, reading
from annotator.store.project import default_schema
from annotator.ui import paper, printing
from annotator.ui.sheets import WIDTH, Sheets

LONG = "\n".join(
    ["A title", *(f"Paragraph {n} " + "of some words to fill lines. " * 9 for n in range(30))]
)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    project, pk = make(tmp_path, usual())
    deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", "The quay is open").id)
    found = reading.load(project, pk)
    project.close()
    return found


def sheets(document: Document, height: float = 1240, **options: object) -> Sheets:
    schema = default_schema()
    return printing.sheets_for(document, ANA, schema, QSizeF(WIDTH, height), **options)  # type: ignore[arg-type]


def painted(made: Sheets, number: int = 0) -> QImage:
    image = QImage(int(WIDTH), int(made.height), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    made.paint(painter, number, 1.0, "below")
    painter.end()
    return image


def inked(image: QImage, left: int, right: int, top: int = 0, bottom: int | None = None) -> int:
    rows = range(top, bottom or image.height())
    white = QColor("white").rgb()
    return sum(image.pixel(x, y) != white for y in rows for x in range(left, right))


def test_long_articles_are_cut_between_lines(tmp_path: Path, qapp: object) -> None:
    project, pk = make(tmp_path, text=LONG)
    made = sheets(reading.load(project, pk), 900)
    project.close()
    lines = list(made._lines())
    assert len(made.sheets) > 3
    for sheet in made.sheets:
        inside = [x for x in lines if sheet.top <= x[0] and x[1] <= sheet.bottom]
        cut = [x for x in lines if x[0] < sheet.bottom - 12 < x[1] - 12 and x not in inside]
        assert inside and cut == [] and sheet.bottom - sheet.top < 900
    # Every line stands on some sheet.
    assert made.sheets[0].top == 0 and made.sheets[-1].bottom == lines[-1][1]


def test_marks_notes_and_legend_are_drawn(document: Document, qapp: object) -> None:
    made = sheets(document)
    column = made.page.column
    image = painted(made)
    left, right = int(column.left), int(column.right)
    assert inked(image, 0, left - 16) > 200, "the speaker beside the quote"
    assert inked(image, right + 16, int(WIDTH)) > 100, "the type beside the claim"
    legend = int(made.sheets[-1].bottom) + 40
    assert inked(image, left, right, legend, legend + 60) > 300
    assert [words for row in made._legend_rows() for _, (_, _, words) in row] == [
        "Country or city", "Organisation", "Person", "Quote, with its speaker at the side",
        "Claim, with its type at the side", "Broken line: suggested, not decided",
    ]  # fmt: skip


def test_hidden_layers_stay_hidden(document: Document, qapp: object) -> None:
    hidden = frozenset({"quote", "claim", "entity"})
    made = sheets(document, hidden=hidden)
    assert made._legend_rows() == []
    assert inked(painted(made), 0, int(made.page.column.left) - 16) == 0


def test_a_legend_without_room_takes_lines_with_it(document: Document, qapp: object) -> None:
    whole = sheets(document)
    text = whole.sheets[0].bottom
    tight = sheets(document, text + 34 + 40 + 5)
    assert len(whole.sheets) == 1 and len(tight.sheets) == 2
    assert tight.sheets[1].bottom == text and tight.sheets[1].top < text - 60


def test_a_quote_that_goes_on_has_its_note_where_it_began(tmp_path: Path, qapp: object) -> None:
    text = "A title\n“" + "It goes on and on. " * 60 + "”"
    project, pk = make(tmp_path, text=text)
    adding.add_span(project, ANA, pk, "quote", "DIRECT", 9, len(text) - 2)
    made = sheets(reading.load(project, pk), 420)
    project.close()
    left = int(made.page.column.left)
    assert len(made.sheets) > 1
    # The bar stands beside both parts, "no speaker" beside the first.
    assert all(inked(painted(made, n), left - 15, left - 11) > 100 for n in (0, 1))
    assert inked(painted(made, 0), 0, left - 18) > 50 and inked(painted(made, 1), 0, left - 18) == 0


def test_pdf_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    project, _ = make(tmp_path, text=LONG)
    project.close()
    out = tmp_path / "a.pdf"
    assert main(["print", str(project.path), "a1", str(out), "--annotator", ANA]) == 0
    pages = int(re.search(r"Wrote (\d+) page", capsys.readouterr().err).group(1))  # type: ignore[union-attr]
    data = out.read_bytes()
    assert data.startswith(b"%PDF") and len(re.findall(rb"/Type /Page\b", data)) == pages > 2
    assert main(["print", str(project.path), "nobody", str(out)]) == 1
    assert main(["print", str(project.path), "a1", str(tmp_path / "no" / "a.pdf")]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert [p.name for p in tmp_path.glob(".*")] == []


def test_save_as_pdf_and_print_from_the_window(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "saved.pdf"
    asked = []

    def name(*args: object) -> tuple[str, str]:
        asked.append(args[2])
        return str(out), ""

    monkeypatch.setattr(paper, "documents", lambda: tmp_path)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    desktop.press("Ctrl+Shift+P")
    assert out.read_bytes().startswith(b"%PDF") and asked == [str(tmp_path / "first.pdf")]
    assert desktop.message() == f"Wrote 1 page to {out}"
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    desktop.window.paper.print_on(printer)
    del printer
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert desktop.message() == "Printed 1 page"


def test_ctrl_p_asks_for_a_printer(desktop: Desktop) -> None:
    desktop.press("Ctrl+P")
    dialog = desktop.window.findChild(QPrintDialog)
    assert dialog is not None and dialog.isVisible()
    dialog.reject()
    desktop.settle()


def test_a_file_that_cannot_be_written_leaves_nothing(
    document: Document, tmp_path: Path, qapp: object
) -> None:
    with pytest.raises(AnnotatorError, match="cannot be written"):
        printing.write_pdf(document, ANA, default_schema(), tmp_path / "no" / "a.pdf")
    folder = tmp_path / "folder.pdf"
    folder.mkdir()
    with pytest.raises(AnnotatorError, match="cannot be written"):
        printing.write_pdf(document, ANA, default_schema(), folder)
    assert list(tmp_path.glob(".*")) == []
