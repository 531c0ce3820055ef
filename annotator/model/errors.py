"""Errors that carry a message for the person at the desk."""


class AnnotatorError(Exception):
    """Work that could not be done, in words for the user.

    Parameters: what went wrong, where (file, article, offset; may be empty) and the next step.
    ``str()`` joins them into one line; the parts stay available for the window.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        text = f"{where}: {what}" if where else what
        super().__init__(f"{text}. {remedy}" if remedy else text)


class WrongUse(AnnotatorError):
    """Asked for in a way that can never work: an option's value that does not exist."""


class Refused(AnnotatorError):
    """An action that makes no sense on these rows; nothing was changed."""


class ProjectError(AnnotatorError):
    """The project file cannot be opened or written."""


class ProjectDamaged(ProjectError):
    """The project file is broken, or not what it says it is."""

    def __init__(self, what: str, where: str = "") -> None:
        super().__init__(
            what,
            where,
            "Go back to a backup (annotator restore), or save what can be read (annotator repair)",
        )


class ProjectGone(ProjectError):
    """The project file was moved, deleted or replaced while it was open."""


class FormatError(AnnotatorError):
    """A file that is not what its format says; names the place."""


class ModelMissing(AnnotatorError):
    """The spaCy pipeline that was asked for is not installed."""
