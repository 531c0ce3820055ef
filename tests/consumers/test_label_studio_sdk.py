"""Label Studio's own checks of a labelling config and of what is imported under it; by hand.

``pip install annotator[dev] label-studio-sdk`` in an environment of its own, then
``pytest tests/consumers/test_label_studio_sdk.py``. With a server: make a project, paste
``NAME.config.xml`` into its labelling interface, import ``NAME.json``, export as JSON, and import
that export here; the spans are the same.
"""

from __future__ import annotations

import json
from pathlib import Path

import documents
import pytest
from hypothesis import HealthCheck, given, settings

from annotator.formats import labelstudio
from annotator.formats.base import Record, Writing

interface = pytest.importorskip("label_studio_sdk.label_interface")


@pytest.mark.filterwarnings("default")
@given(records=documents.projects())
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_every_task_answer_and_suggestion_is_valid(tmp_path: Path, records: list[Record]) -> None:
    writer = labelstudio.Writer(tmp_path / "x.json", Writing(documents.SCHEMA))
    for record in records:
        writer.add(record)
    writer.finish()
    config = interface.LabelInterface(writer.beside()[labelstudio.CONFIG])
    config.validate()
    for task in json.loads((tmp_path / "x.json").read_text("utf-8")):
        assert config.validate_task({"data": task["data"]})
        for answer in task["annotations"]:
            assert config.validate_annotation(answer)
        for answer in task["predictions"]:
            assert not config.validate_prediction(answer, return_errors=True)


def test_the_check_refuses_what_is_wrong() -> None:
    config = interface.LabelInterface(labelstudio.config(documents.SCHEMA))
    value = {"start": 0, "end": 1, "labels": ["PERSON"]}
    good = {"id": "a", "from_name": "entity", "to_name": "text", "type": "labels", "value": value}
    assert config.validate_annotation({"result": [good]})
    assert not config.validate_annotation({"result": [good | {"from_name": "nobody"}]})
