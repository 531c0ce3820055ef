"""Every action of the window as data; menus, keys, help and the manual come from this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.ui.tr import marked, tr

TEXT, WINDOW = "text", "window"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do.

    ``keys`` are in Qt's portable notation; those of scope ``text`` work only while the text has
    the focus. ``when`` names what must be there: ``always project article current open``.
    ``brief`` is what the status bar says after the key; "" keeps it out of there.
    """

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    scope: str = TEXT
    when: str = "article"
    brief: str = ""

    @property
    def title(self) -> str:
        """The text in the language in use."""
        return tr(self.text)

    @property
    def plain(self) -> str:
        """The title as sentences name it, without the sign that it asks for more."""
        return self.title.rstrip("…")

    @property
    def bound(self) -> tuple[str, ...]:
        """The keys in use: the user's own, else those of the table."""
        return _CHANGED.get(self.id, self.keys)

    @property
    def shown_key(self) -> str:
        """The first key in use as people write it, "1–9" for the digits; "" for none."""
        if self.id == "digit":
            return "1–9"
        return show_key(self.bound[0]) if self.bound else ""


# Keys that the user changed, by action; ``bindings`` alone writes here.
_CHANGED: dict[str, tuple[str, ...]] = {}


def change_keys(changed: Mapping[str, tuple[str, ...]]) -> None:
    """Take these keys instead of the table's for the actions named."""
    _CHANGED.clear()
    _CHANGED.update(changed)


def show_key(key: str) -> str:
    """``Shift+Return`` as ``Shift+Enter``, arrows as arrows."""
    parts = key.split("+") if not key.endswith("++") else [*key[:-2].split("+"), "+"]
    return "+".join(tr(_NAMES[x]) if x in _NAMES else x for x in parts)


# Keys by their names in Qt, as they stand on a keyboard.
_NAMES = {
    "Return": marked("Enter"), "Enter": marked("Enter"), "Ctrl": marked("Ctrl"),
    "Shift": marked("Shift"), "Alt": marked("Alt"), "Esc": marked("Esc"), "Del": marked("Del"),
    "Space": marked("Space"), "Backspace": marked("Backspace"), "Tab": marked("Tab"),
    "PgUp": marked("PgUp"), "PgDown": marked("PgDown"), "Home": marked("Home"),
    "End": marked("End"), "Right": "→", "Left": "←", "Up": "↑", "Down": "↓",
}  # fmt: skip

MENUS = ("File", "Edit", "Go", "Annotate", "View", "Help")
# With the letter that opens it.
_TITLES = {
    "File": marked("&File"), "Edit": marked("&Edit"), "Go": marked("&Go"),
    "Annotate": marked("&Annotate"), "View": marked("&View"), "Help": marked("&Help"),
}  # fmt: skip


def menu_title(menu: str) -> str:
    """One of ``MENUS`` as the menu bar has it, with & before the letter that opens it."""
    return tr(_TITLES[menu])


def menu_words(menu: str) -> str:
    """One of ``MENUS`` as sentences name it."""
    return menu_title(menu).replace("&", "")


def menu_letter(menu: str) -> str:
    """The capital letter that opens one of ``MENUS`` with Alt."""
    return menu_title(menu).partition("&")[2][:1].upper()


ACTIONS = (
    Action("new_project", marked("New project…"), "File", ("Ctrl+N",), WINDOW, "always"),
    Action("open_project", marked("Open project…"), "File", ("Ctrl+O",), WINDOW, "always"),
    Action("open_sample", marked("Open the sample project"), "File", (), WINDOW, "always"),
    Action("import", marked("Import articles…"), "File", ("Ctrl+I",), WINDOW, "project"),
    Action("import_folder", marked("Import a folder…"), "File", (), WINDOW, "project"),
    Action("export", marked("Export dataset…"), "File", ("Ctrl+E",), WINDOW, "project"),
    Action("brief", marked("Brief of articles…"), "File", ("Ctrl+Shift+E",), WINDOW, "project"),
    Action("print", marked("Print…"), "File", ("Ctrl+P",), WINDOW),
    Action("save_pdf", marked("Save as PDF…"), "File", ("Ctrl+Shift+P",), WINDOW),
    Action("retry", marked("Save again what could not be saved"), "File", ("Ctrl+S",), WINDOW,
           "project"),
    Action("labels", marked("Labels…"), "File", (), WINDOW, "project"),
    Action("save_copy", marked("Save a copy of the project…"), "File", (), WINDOW, "project"),
    Action("backups", marked("Backups…"), "File", (), WINDOW, "project"),
    Action("quit", marked("Quit"), "File", ("Ctrl+Q",), WINDOW, "always"),
    Action("undo", marked("Undo"), "Edit", ("Ctrl+Z",), WINDOW, "project"),
    Action("redo", marked("Redo"), "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), WINDOW, "project"),
    Action("copy", marked("Copy"), "Edit", ("Ctrl+C",)),
    Action("copy_markdown", marked("Copy as Markdown with its source"), "Edit", ("Ctrl+Shift+C",),
           when="current"),
    Action("paste", marked("Paste as a new article"), "Edit", ("Ctrl+V",), WINDOW, "project"),
    Action("palette", marked("Search or run a command…"), "Go", ("Ctrl+K",), WINDOW, "always"),
    Action("find", marked("Find in the article"), "Go", ("Ctrl+F",), WINDOW),
    Action("next_open", marked("Next open suggestion"), "Go", ("N",), brief=marked("next")),
    Action("previous_open", marked("Previous open suggestion"), "Go", ("P",)),
    Action("next_span", marked("Next span"), "Go", ("Right",)),
    Action("previous_span", marked("Previous span"), "Go", ("Left",)),
    Action("span_below", marked("Span in the line below"), "Go", ("Down",)),
    Action("span_above", marked("Span in the line above"), "Go", ("Up",)),
    Action("cycle", marked("Other span at this place"), "Go", ("O",), when="current"),
    Action("go_link", marked("Along the link, and back"), "Go", ("G",), when="current"),
    Action("by_score", marked("Next and previous: least certain first"), "Go", ("Shift+O",)),
    Action("names", marked("To the names"), "Go", ("Shift+L",)),
    Action("next_article", marked("Next article"), "Go", ("Alt+Down",), WINDOW, "project"),
    Action("previous_article", marked("Previous article"), "Go", ("Alt+Up",), WINDOW, "project"),
    Action("filter", marked("Filter the queue"), "Go", ("Ctrl+L",), WINDOW, "project"),
    Action("find_project", marked("Find in the project"), "Go", ("Ctrl+Shift+F",), WINDOW,
           "project"),
    Action("find_alike", marked("Find alike in the project"), "Go", ("F",), when="current"),
    Action("twins", marked("Near copies of the article"), "Go", ("Shift+G",)),
    Action("said", marked("Everything this name said"), "Go", ("Shift+S",), when="current"),
    Action("inspector", marked("To the inspector"), "Go", ("I",), when="current"),
    Action("open_source", marked("Open the article’s web page"), "Go", ("Ctrl+Shift+O",), WINDOW),
    Action("next_pane", marked("Next pane"), "Go", ("F6",), WINDOW, "project"),
    Action("previous_pane", marked("Previous pane"), "Go", ("Shift+F6",), WINDOW, "project"),
    Action("accept", marked("Accept, next open"), "Annotate", ("Return",), when="current",
           brief=marked("accept")),
    Action("reject", marked("Reject or remove, next"), "Annotate", ("X", "Del"), when="current",
           brief=marked("reject")),
    Action("accept_alike", marked("Accept all alike in the article"), "Annotate", ("Shift+Return",),
           when="current"),
    Action("reject_alike", marked("Reject all alike in the article"), "Annotate", ("Shift+X",),
           when="current"),
    Action("accept_all", marked("Accept all open shown"), "Annotate", ("Ctrl+Shift+Return",)),
    Action("accept_label", marked("Accept all with this label"), "Annotate", ("Alt+Return",),
           when="current"),
    Action("accept_view", marked("Accept all in view"), "Annotate", ("Alt+Shift+Return",)),
    Action("accept_listed", marked("Accept all that the list of spans shows"), "Annotate"),
    Action("accept_article", marked("Accept all, hidden layers too"), "Annotate"),
    Action("offer_twins", marked("Offer these spans to the near copies"), "Annotate", ("Shift+T",)),
    Action("done", marked("Article done, next article"), "Annotate", ("Ctrl+Return",)),
    Action("skip", marked("Skip the article"), "Annotate", ("Ctrl+Shift+K",), WINDOW),
    Action("flag", marked("Flag the article"), "Annotate", (), WINDOW),
    Action("digit", marked("Label, kind or claim type"), "Annotate",
           tuple("1234567890"), when="article", brief=marked("label")),
    Action("relabel", marked("Relabel: type the first letters"), "Annotate", ("R",),
           when="current"),
    Action("end_right", marked("End one token on"), "Annotate", ("Shift+Right",), when="article"),
    Action("end_left", marked("End one token back"), "Annotate", ("Shift+Left",), when="article"),
    Action("start_left", marked("Start one token back"), "Annotate", ("Ctrl+Shift+Left",),
           when="article"),
    Action("start_right", marked("Start one token on"), "Annotate", ("Ctrl+Shift+Right",),
           when="article"),
    Action("boundary", marked("Boundary by character"), "Annotate", ("B",), when="current"),
    Action("expand", marked("Expand: word, name, clause, sentence"), "Annotate", ("E",)),
    Action("join", marked("Join with the next"), "Annotate", ("J",), when="current"),
    Action("knife", marked("Knife: split at a token"), "Annotate", ("K",), when="current"),
    Action("duplicate", marked("Same words in another layer"), "Annotate", ("Shift+D",)),
    Action("add", marked("Add: type a word’s start"), "Annotate", ("A",), brief=marked("add")),
    Action("quote", marked("Quote here"), "Annotate", ("Q",)),
    Action("pick_quote", marked("Quote: pick a sentence or marks"), "Annotate", ("Shift+Q",)),
    Action("claim", marked("Claim here"), "Annotate", ("C",)),
    Action("pick_claim", marked("Claim: pick a sentence"), "Annotate", ("Shift+C",)),
    Action("speaker", marked("Speaker or source"), "Annotate", ("S",), when="current"),
    Action("cue", marked("Cue verb"), "Annotate", ("V",), when="current"),
    Action("addressee", marked("Addressee"), "Annotate", ("D",), when="current"),
    Action("link", marked("Link to a name"), "Annotate", ("L",), when="current"),
    Action("worth", marked("Worth checking, then 0–3"), "Annotate", ("W",), when="current"),
    Action("certainty", marked("Certainty, then its letter"), "Annotate", ("Shift+W",),
           when="current"),
    Action("topics", marked("Topics"), "Annotate", ("T",), when="current"),
    Action("memo", marked("Memo on the span"), "Annotate", ("M",), when="current"),
    Action("comment", marked("Comment on the article"), "Annotate", ("Shift+M",)),
    Action("unsure", marked("Unsure: question to the reviewer"), "Annotate", ("U",),
           when="current"),
    Action("leave", marked("Leave, deselect"), "Annotate", ("Esc",)),
    Action("view_read", marked("Read"), "View", ("Ctrl+1",), WINDOW, "project"),
    Action("view_concordance", marked("Concordance"), "View", ("Ctrl+2",), WINDOW, "project"),
    Action("hide_entity", marked("Entities shown"), "View", ("H, E",)),
    Action("hide_quote", marked("Quotes shown"), "View", ("H, Q",)),
    Action("hide_claim", marked("Claims shown"), "View", ("H, C",)),
    Action("show_all", marked("Show every layer"), "View", ("H, H",)),
    Action("text_only", marked("Text only, full screen"), "View", ("F11",), WINDOW, "project"),
    Action("zoom_in", marked("Larger text"), "View", ("Ctrl++", "Ctrl+="), WINDOW, "always"),
    Action("zoom_out", marked("Smaller text"), "View", ("Ctrl+-",), WINDOW, "always"),
    Action("zoom_reset", marked("Normal text size"), "View", ("Ctrl+0",), WINDOW, "always"),
    Action("theme_light", marked("Light"), "View", (), WINDOW, "always"),
    Action("theme_dark", marked("Dark"), "View", (), WINDOW, "always"),
    Action("theme_contrast", marked("High contrast"), "View", (), WINDOW, "always"),
    Action("theme_system", marked("As the system"), "View", (), WINDOW, "always"),
    Action("language", marked("Language…"), "View", (), WINDOW, "always"),
    Action("suggest", marked("Suggest"), "Annotate", ("F5",), WINDOW, "project"),
    Action("suggest_with", marked("Suggest with…"), "Annotate", (), WINDOW, "project"),
    Action("claims", marked("Claims to suggest…"), "Annotate", (), WINDOW, "always"),
    Action("cancel_suggest", marked("Cancel suggesting"), "Annotate", ("Shift+F5",), WINDOW,
           "project"),
    Action("manual", marked("Manual"), "Help", ("Shift+F1",), WINDOW, "always"),
    Action("help", marked("All keys"), "Help", ("?", "F1"), WINDOW, "always",
           brief=marked("all keys")),
    Action("change_keys", marked("Change keys…"), "Help", (), WINDOW, "always"),
    Action("tour", marked("Tour"), "Help", (), WINDOW, "always"),
    Action("open_log", marked("Open log folder"), "Help", (), WINDOW, "always"),
    Action("about", marked("About Annotator"), "Help", (), WINDOW, "always"),
)  # fmt: skip

BY_ID = {a.id: a for a in ACTIONS}


def key_of(action_id: str) -> str:
    """An action's key as messages name it; an action without one is found in the palette."""
    return BY_ID[action_id].shown_key or f"“{BY_ID[action_id].plain}”"


class _Keys:
    """For ``str.format_map``: ``{undo}`` becomes the key of that action."""

    def __getitem__(self, action_id: str) -> str:
        return key_of(action_id)


KEYS = _Keys()


def text_keys() -> dict[str, Action]:
    """Key → action for the keys that work while the text has the focus.

    Raises ValueError when two actions claim one key.
    """
    table: dict[str, Action] = {}
    for action in ACTIONS:
        for key in action.bound:
            if key in table:
                raise ValueError(f"{key} is the key of {table[key].id} and of {action.id}")
            table[key] = action
    return {k: a for k, a in table.items() if a.scope == TEXT}
