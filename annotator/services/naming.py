"""Names: which canonical entity a mention stands for, and what that entity is called.

A link is part of the annotator's own span, so linking a suggestion accepts it. Entities belong to
the project: a change to one is an edit without an article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from annotator.model.edit import Edit
from annotator.model.errors import Refused
from annotator.model.ids import new_id
from annotator.model.people import Entity
from annotator.model.span import ENTITY, Span
from annotator.model.wording import count
from annotator.services.deciding import existing, is_role, take
from annotator.store.editing import Editing, editing
from annotator.store.project import Project

Mention = tuple[int, str]


def link(
    project: Project, annotator: str, article: int, span_ids: Sequence[str], entity_id: str | None
) -> Edit | None:
    """Say which entity these mentions stand for (None: for none), and accept them, as one edit.

    A mention is a span of the layer of entities or a part of a quote that names someone.
    Returns None when nothing changes. Raises Refused for other spans, or an unknown entity.
    """
    with editing(project, annotator, "link", article) as step:
        entity = _standing(step, entity_id) if entity_id else None
        spans = [_link(step, x, entity.id if entity else None) for x in span_ids]
        said = f"is {_short(entity.name)}" if entity else "is no name"
        step.summary = f"{_mentions(spans)} {said}"
    return step.edit


def link_new(
    project: Project,
    annotator: str,
    article: int,
    span_ids: Sequence[str],
    name: str,
    label: str | None = None,
) -> Edit | None:
    """Make a new entity and link the mentions to it; its label is the first mention's unless told.

    Words of the mentions that differ from the name become aliases. Raises Refused.
    """
    with editing(project, annotator, "link_new", article) as step:
        spans = [_mention(step, x) for x in span_ids]
        entity = _new(step, name, label, spans)
        for span in spans:
            _link(step, span.id, entity.id)
        step.summary = f"{_mentions(spans)} is {_short(entity.name)}, a new name"
    return step.edit


def rename(project: Project, annotator: str, entity_id: str, name: str) -> Edit | None:
    """Give an entity another canonical name; the one before stays as an alias. Raises Refused."""
    name = _words(name, "a name")

    def change(entity: Entity) -> Entity:
        aliases = (*(a for a in entity.aliases if a != name), entity.name)
        return replace(entity, name=name, aliases=tuple(dict.fromkeys(aliases)))

    with editing(project, annotator, "rename", None) as step:
        entity = _standing(step, entity_id)
        if name != entity.name:
            step.put(change(entity))
        step.summary = f"Rename {_short(entity.name)} to {_short(name)}"
    return step.edit


def set_label(project: Project, annotator: str, entity_id: str, label: str) -> Edit | None:
    """Say what kind of name it is, by a label of the layer of entities. Its mentions keep theirs.

    Raises Refused for a label that the schema does not have.
    """
    if project.schema().label(ENTITY, label) is None:
        raise Refused(f"the layer {ENTITY} has no label {label}")
    return _set(project, annotator, entity_id, "name_label", label, {"label": label})


def set_external(
    project: Project, annotator: str, entity_id: str, external: str | None
) -> Edit | None:
    """Set the id that the entity has elsewhere, such as a Wikidata item; None takes it away."""
    value = (external or "").strip() or None
    return _set(project, annotator, entity_id, "external", value or "no id", {"external": value})


def set_note(project: Project, annotator: str, entity_id: str, note: str | None) -> Edit | None:
    """Write a note on the entity; None takes it away."""
    value = (note or "").strip() or None
    return _set(project, annotator, entity_id, "name_note", value or "no note", {"note": value})


def _set(
    project: Project, annotator: str, entity_id: str, action: str, said: str, fields: dict[str, Any]
) -> Edit | None:
    with editing(project, annotator, action, None) as step:
        entity = _standing(step, entity_id)
        step.put(replace(entity, **fields))
        step.summary = f"{_short(entity.name)}: {said}"
    return step.edit


def add_alias(project: Project, annotator: str, entity_id: str, alias: str) -> Edit | None:
    """Add another name by which the entity is mentioned. Raises Refused when it has it already."""
    alias = _words(alias, "an alias")
    with editing(project, annotator, "add_alias", None) as step:
        entity = _standing(step, entity_id)
        if alias in (entity.name, *entity.aliases):
            raise Refused(f"{_short(entity.name)} has this name already")
        step.put(replace(entity, aliases=(*entity.aliases, alias)))
        step.summary = f"{_short(entity.name)} is also {_short(alias)}"
    return step.edit


def remove_alias(project: Project, annotator: str, entity_id: str, alias: str) -> Edit | None:
    """Take an alias away. Raises Refused when the entity does not have it."""
    with editing(project, annotator, "remove_alias", None) as step:
        entity = _standing(step, entity_id)
        if alias not in entity.aliases:
            raise Refused(f"{_short(entity.name)} has no alias {_short(alias)}")
        step.put(replace(entity, aliases=tuple(a for a in entity.aliases if a != alias)))
        step.summary = f"{_short(entity.name)} is not {_short(alias)}"
    return step.edit


def merge(project: Project, annotator: str, keep_id: str, other_ids: Sequence[str]) -> Edit | None:
    """Say that other entities are the same as the one to keep, which gets their names as aliases.

    No span is touched: the others stay as rows that point to the one that stands, so suggestions
    and other people's decisions follow without being edited. Raises Refused for an unknown entity,
    or when nothing is left to merge.
    """
    with editing(project, annotator, "merge", None) as step:
        keep = _standing(step, keep_id)
        others = {e.id: e for e in (_standing(step, x) for x in other_ids) if e.id != keep.id}
        if not others:
            raise Refused(f"{_short(keep.name)} cannot be merged with itself")
        names = [*keep.aliases]
        for other in others.values():
            names += [other.name, *other.aliases]
            for follower in (other, *step.merged_into(other.id)):
                step.put(replace(follower, same_as=keep.id))
        aliases = tuple(n for n in dict.fromkeys(names) if n != keep.name)
        rest = next((e.external for e in others.values() if e.external), None)
        step.put(replace(keep, aliases=aliases, external=keep.external or rest))
        said = ", ".join(_short(e.name) for e in others.values())
        step.summary = f"Merge {said} into {_short(keep.name)}"
    return step.edit


def split(
    project: Project, annotator: str, entity_id: str, mentions: Sequence[Mention], name: str
) -> Edit | None:
    """Move mentions, as (article, span id), from an entity to a new one, as one edit.

    They become the annotator's own decisions. Raises Refused when there are none, or one is no
    mention of the entity.
    """
    if not mentions:
        raise Refused("nothing is chosen", "", "Choose the mentions that are someone else")
    with editing(project, annotator, "split", None) as step:
        entity = _standing(step, entity_id)
        moving = []
        for article, span_id in mentions:
            with step.within(article):
                span = _mention(step, span_id)
                if not span.entity or _standing(step, span.entity).id != entity.id:
                    raise Refused(f"“{span.text}” is no mention of {_short(entity.name)}")
                moving.append((article, span))
        new = _new(step, name, entity.label, [s for _, s in moving])
        for article, span in moving:
            with step.within(article):
                _link(step, span.id, new.id)
        step.summary = (
            f"Split {count(len(moving), 'mention')} of {_short(entity.name)}"
            f" off as {_short(new.name)}"
        )
    return step.edit


# -- parts -------------------------------------------------------------------------------------


def _standing(step: Editing, entity_id: str) -> Entity:
    """The entity that stands for an id, after merges."""
    entity = step.entity(entity_id)
    if entity is not None and entity.same_as is not None:
        entity = step.entity(entity.same_as)
    if entity is None:
        raise Refused(f"the name {entity_id} is not in this project any more")
    return entity


def _mention(step: Editing, span_id: str) -> Span:
    span = existing(step, span_id)
    if span.layer != ENTITY and (span.label == "CUE" or not is_role(step, span)):
        raise Refused(f"{span.label} is no mention of a name")
    return span


def _link(step: Editing, span_id: str, entity_id: str | None) -> Span:
    return take(step, _mention(step, span_id).id, entity=entity_id)


def _new(step: Editing, name: str, label: str | None, mentions: Sequence[Span]) -> Entity:
    name = _words(name, "a name")
    kind = label or next((s.label for s in mentions if s.layer == ENTITY), "PERSON")
    said = dict.fromkeys(" ".join(s.text.split()) for s in mentions if s.layer == ENTITY)
    aliases = tuple(words for words in said if words != name)
    entity = Entity(new_id("e"), name, kind, aliases)
    step.put(entity)
    return entity


def _words(text: str, what: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise Refused(f"{what} needs a word")
    return words


def _mentions(spans: Sequence[Span]) -> str:
    if len(spans) == 1:
        return _short(spans[0].text)
    return count(len(spans), "mention")


def _short(text: str, limit: int = 32) -> str:
    text = " ".join(text.split())
    return f"“{text if len(text) <= limit else text[: limit - 1].rstrip() + '…'}”"
