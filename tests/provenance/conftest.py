"""No trace of any assistant that the tests themselves may be run by."""

from __future__ import annotations

import pytest

from pratique.provenance import detect


@pytest.fixture(autouse=True)
def _no_assistant(monkeypatch):
    for agent in detect.known():
        for marker in agent.strong:
            if marker.variable != "PATH":
                monkeypatch.delenv(marker.variable, raising=False)
        for variable in agent.model_variables:
            monkeypatch.delenv(variable, raising=False)
