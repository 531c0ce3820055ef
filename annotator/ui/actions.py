"""Every action of the window as data; menus, keys, help and the manual come from this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    names = {"Return": "Enter", "Right": "→", "Left": "←", "Up": "↑", "Down": "↓"}
    *modifiers, last = key.split("+") if not key.endswith("++") else [*key[:-2].split("+"), "+"]
    return "+".join([*modifiers, names.get(last, last)])


MENUS = ("File", "Edit", "Go", "Annotate", "View", "Help")

ACTIONS = (
    Action("new_project", "New project…", "File", ("Ctrl+N",), WINDOW, "always"),
    Action("open_project", "Open project…", "File", ("Ctrl+O",), WINDOW, "always"),
    Action("open_sample", "Open the sample project", "File", (), WINDOW, "always"),
    Action("import", "Import articles…", "File", ("Ctrl+I",), WINDOW, "project"),
    Action("import_folder", "Import a folder…", "File", (), WINDOW, "project"),
    Action("export", "Export dataset…", "File", ("Ctrl+E",), WINDOW, "project"),
    Action("brief", "Brief of articles…", "File", ("Ctrl+Shift+E",), WINDOW, "project"),
    Action("print", "Print…", "File", ("Ctrl+P",), WINDOW),
    Action("save_pdf", "Save as PDF…", "File", ("Ctrl+Shift+P",), WINDOW),
    Action("retry", "Save again what could not be saved", "File", ("Ctrl+S",), WINDOW, "project"),
    Action("labels", "Labels…", "File", (), WINDOW, "project"),
    Action("save_copy", "Save a copy of the project…", "File", (), WINDOW, "project"),
    Action("backups", "Backups…", "File", (), WINDOW, "project"),
    Action("quit", "Quit", "File", ("Ctrl+Q",), WINDOW, "always"),
    Action("undo", "Undo", "Edit", ("Ctrl+Z",), WINDOW, "project"),
    Action("redo", "Redo", "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), WINDOW, "project"),
    Action("copy", "Copy", "Edit", ("Ctrl+C",)),
    Action("copy_markdown", "Copy as Markdown with its source", "Edit", ("Ctrl+Shift+C",),
           when="current"),
    Action("paste", "Paste as a new article", "Edit", ("Ctrl+V",), WINDOW, "project"),
    Action("palette", "Search or run a command…", "Go", ("Ctrl+K",), WINDOW, "always"),
    Action("find", "Find in the article", "Go", ("Ctrl+F",), WINDOW),
    Action("next_open", "Next open suggestion", "Go", ("N",), brief="next"),
    Action("previous_open", "Previous open suggestion", "Go", ("P",)),
    Action("next_span", "Next span", "Go", ("Right",)),
    Action("previous_span", "Previous span", "Go", ("Left",)),
    Action("span_below", "Span in the line below", "Go", ("Down",)),
    Action("span_above", "Span in the line above", "Go", ("Up",)),
    Action("cycle", "Other span at this place", "Go", ("O",), when="current"),
    Action("go_link", "Along the link, and back", "Go", ("G",), when="current"),
    Action("by_score", "Next and previous: least certain first", "Go", ("Shift+O",)),
    Action("names", "To the names", "Go", ("Shift+L",)),
    Action("next_article", "Next article", "Go", ("Alt+Down",), WINDOW, "project"),
    Action("previous_article", "Previous article", "Go", ("Alt+Up",), WINDOW, "project"),
    Action("filter", "Filter the queue", "Go", ("Ctrl+L",), WINDOW, "project"),
    Action("find_project", "Find in the project", "Go", ("Ctrl+Shift+F",), WINDOW, "project"),
    Action("find_alike", "Find alike in the project", "Go", ("F",), when="current"),
    Action("twins", "Near copies of the article", "Go", ("Shift+G",)),
    Action("said", "Everything this name said", "Go", ("Shift+S",), when="current"),
    Action("inspector", "To the inspector", "Go", ("I",), when="current"),
    Action("open_source", "Open the article’s web page", "Go", ("Ctrl+Shift+O",), WINDOW),
    Action("next_pane", "Next pane", "Go", ("F6",), WINDOW, "project"),
    Action("previous_pane", "Previous pane", "Go", ("Shift+F6",), WINDOW, "project"),
    Action("accept", "Accept, next open", "Annotate", ("Return",), when="current", brief="accept"),
    Action("reject", "Reject or remove, next", "Annotate", ("X", "Del"), when="current",
           brief="reject"),
    Action("accept_alike", "Accept all alike in the article", "Annotate", ("Shift+Return",),
           when="current"),
    Action("reject_alike", "Reject all alike in the article", "Annotate", ("Shift+X",),
           when="current"),
    Action("accept_all", "Accept all open shown", "Annotate", ("Ctrl+Shift+Return",)),
    Action("accept_label", "Accept all with this label", "Annotate", ("Alt+Return",),
           when="current"),
    Action("accept_view", "Accept all in view", "Annotate", ("Alt+Shift+Return",)),
    Action("accept_listed", "Accept all that the list of spans shows", "Annotate"),
    Action("accept_article", "Accept all, hidden layers too", "Annotate"),
    Action("offer_twins", "Offer these spans to the near copies", "Annotate", ("Shift+T",)),
    Action("done", "Article done, next article", "Annotate", ("Ctrl+Return",)),
    Action("skip", "Skip the article", "Annotate", ("Ctrl+Shift+K",), WINDOW),
    Action("flag", "Flag the article", "Annotate", (), WINDOW),
    Action("digit", "Label, kind or claim type", "Annotate",
           tuple("1234567890"), when="article", brief="label"),
    Action("relabel", "Relabel: type the first letters", "Annotate", ("R",), when="current"),
    Action("end_right", "End one token on", "Annotate", ("Shift+Right",), when="article"),
    Action("end_left", "End one token back", "Annotate", ("Shift+Left",), when="article"),
    Action("start_left", "Start one token back", "Annotate", ("Ctrl+Shift+Left",), when="article"),
    Action("start_right", "Start one token on", "Annotate", ("Ctrl+Shift+Right",), when="article"),
    Action("boundary", "Boundary by character", "Annotate", ("B",), when="current"),
    Action("expand", "Expand: word, name, clause, sentence", "Annotate", ("E",)),
    Action("join", "Join with the next", "Annotate", ("J",), when="current"),
    Action("knife", "Knife: split at a token", "Annotate", ("K",), when="current"),
    Action("duplicate", "Same words in another layer", "Annotate", ("Shift+D",)),
    Action("add", "Add: type a word’s start", "Annotate", ("A",), brief="add"),
    Action("quote", "Quote here", "Annotate", ("Q",)),
    Action("pick_quote", "Quote: pick a sentence or marks", "Annotate", ("Shift+Q",)),
    Action("claim", "Claim here", "Annotate", ("C",)),
    Action("pick_claim", "Claim: pick a sentence", "Annotate", ("Shift+C",)),
    Action("speaker", "Speaker or source", "Annotate", ("S",), when="current"),
    Action("cue", "Cue verb", "Annotate", ("V",), when="current"),
    Action("addressee", "Addressee", "Annotate", ("D",), when="current"),
    Action("link", "Link to a name", "Annotate", ("L",), when="current"),
    Action("worth", "Worth checking, then 0–3", "Annotate", ("W",), when="current"),
    Action("certainty", "Certainty, then its letter", "Annotate", ("Shift+W",), when="current"),
    Action("topics", "Topics", "Annotate", ("T",), when="current"),
    Action("memo", "Memo on the span", "Annotate", ("M",), when="current"),
    Action("comment", "Comment on the article", "Annotate", ("Shift+M",)),
    Action("unsure", "Unsure: question to the reviewer", "Annotate", ("U",), when="current"),
    Action("leave", "Leave, deselect", "Annotate", ("Esc",)),
    Action("view_read", "Read", "View", ("Ctrl+1",), WINDOW, "project"),
    Action("view_concordance", "Concordance", "View", ("Ctrl+2",), WINDOW, "project"),
    Action("hide_entity", "Entities shown", "View", ("H, E",)),
    Action("hide_quote", "Quotes shown", "View", ("H, Q",)),
    Action("hide_claim", "Claims shown", "View", ("H, C",)),
    Action("show_all", "Show every layer", "View", ("H, H",)),
    Action("text_only", "Text only, full screen", "View", ("F11",), WINDOW, "project"),
    Action("zoom_in", "Larger text", "View", ("Ctrl++", "Ctrl+="), WINDOW, "always"),
    Action("zoom_out", "Smaller text", "View", ("Ctrl+-",), WINDOW, "always"),
    Action("zoom_reset", "Normal text size", "View", ("Ctrl+0",), WINDOW, "always"),
    Action("theme_light", "Light", "View", (), WINDOW, "always"),
    Action("theme_dark", "Dark", "View", (), WINDOW, "always"),
    Action("theme_contrast", "High contrast", "View", (), WINDOW, "always"),
    Action("theme_system", "As the system", "View", (), WINDOW, "always"),
    Action("suggest", "Suggest", "Annotate", ("F5",), WINDOW, "project"),
    Action("suggest_with", "Suggest with…", "Annotate", (), WINDOW, "project"),
    Action("claims", "Claims to suggest…", "Annotate", (), WINDOW, "always"),
    Action("cancel_suggest", "Cancel suggesting", "Annotate", ("Shift+F5",), WINDOW, "project"),
    Action("manual", "Manual", "Help", ("Shift+F1",), WINDOW, "always"),
    Action("help", "All keys", "Help", ("?", "F1"), WINDOW, "always", brief="all keys"),
    Action("change_keys", "Change keys…", "Help", (), WINDOW, "always"),
    Action("tour", "Tour", "Help", (), WINDOW, "always"),
    Action("open_log", "Open log folder", "Help", (), WINDOW, "always"),
    Action("about", "About Annotator", "Help", (), WINDOW, "always"),
)  # fmt: skip

BY_ID = {a.id: a for a in ACTIONS}


def key_of(action_id: str) -> str:
    """An action's key as messages name it; an action without one is found in the palette."""
    return BY_ID[action_id].shown_key or f"“{BY_ID[action_id].text.rstrip('…')}”"


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
