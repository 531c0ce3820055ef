"""Text from the clipboard, or dropped on the window, as a new article."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.ids import now
from annotator.model.text import normalise
from annotator.services.intake import Bring, ImportReport, Intake
from annotator.store import articles
from annotator.store.project import Project

FEWEST_WORDS = 5
MOST = 10_000_000
ORIGIN = "clipboard"


@dataclass(frozen=True, slots=True)
class Pasted:
    """The article that has the text: its pk and title; ``known``: it was here before."""

    pk: int
    title: str
    known: bool


def paste(project: Project, text: str) -> Pasted:
    """Store a text as an article, its title and zones found as for a file.

    A text that is here already is not stored again. Raises FormatError for fewer than five words
    or more than ten million characters, ProjectError when the project cannot be written.
    """
    whole = normalise(text).strip("\n")
    if len(whole.split()) < FEWEST_WORDS:
        raise FormatError("that is no text for an article", "", "Copy the article’s words first")
    if len(whole) > MOST:
        raise FormatError("that text is too long for an article", "", "Paste it in parts")
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    article = Article(
        0, "pasted", "", whole, sha256=sha256, imported_at=now(), origin=ORIGIN
    )  # fmt: skip
    report = ImportReport()
    intake = Intake(project, report, Bring())
    intake.take(Document(article))
    intake.finish()
    if report.duplicates:
        known = articles.pks_of(project, [report.duplicates[0][1]])[0]
        return Pasted(known, articles.load(project, known).article.title, True)
    pk, _, title = report.articles[0]
    return Pasted(pk, title, False)
