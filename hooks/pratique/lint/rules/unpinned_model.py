"""Models and data that may be another tomorrow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
)

RULE = Rule(
    name="unpinned-model",
    summary="a model or data set is downloaded without a fixed revision",
    help="Pass revision='<commit>' with the 40 digits that the repository's page shows.",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(494, 1357),
    profile="pedantic",
    what=(
        "from_pretrained, load_dataset, hf_hub_download, snapshot_download and pipeline with the constant name of a "
        "repository on the Hugging Face hub, and no revision, or a branch for one. Paths of this machine and names "
        "that are not constant are left alone."
    ),
    why=(
        "A branch follows its owner. Whoever takes over the account changes the weights, the tokenizer or the data, "
        "and the next start works with what they put there."
    ),
    assistants=(
        "Every model card shows the call without a revision, and the newest files work on the day they are tried."
    ),
    remedy="Write the commit that was tested. It stands on the page of the repository, so there is no automatic fix.",
    prompt="Pin models and data sets to a commit with revision=.",
    references=(
        "https://huggingface.co/docs/huggingface_hub/guides/download#from-specific-version",
        "https://slsa.dev/spec/v1.0/threats",
    ),
    foreign=("B615", "S615"),
    bad=(
        Bad(
            """\
from transformers import AutoModel

model = AutoModel.from_pretrained('org/model')
""",
            why="a model without a revision",
        ),
        Bad(
            """\
from datasets import load_dataset

data = load_dataset('org/data', revision='main')
""",
            why="a branch",
        ),
        Bad(
            """\
from huggingface_hub import hf_hub_download

path = hf_hub_download(repo_id='org/model', filename='model.safetensors')
""",
            why="a single file",
        ),
    ),
    good=(
        Good(
            """\
from transformers import AutoModel

model = AutoModel.from_pretrained('org/model', revision='0123456789abcdef0123456789abcdef01234567')
""",
            why="a commit",
        ),
        Good(
            """\
from transformers import AutoModel

model = AutoModel.from_pretrained('./models/small')
""",
            why="a path of this machine",
        ),
        Good(
            """\
from transformers import AutoModel


def model(name):
    return AutoModel.from_pretrained(name)
""",
            why="the caller names it",
        ),
    ),
)

_DOWNLOADS = {
    "datasets.load_dataset": "path",
    "huggingface_hub.hf_hub_download": "repo_id",
    "huggingface_hub.snapshot_download": "repo_id",
}
_LOADERS = ("transformers.", "diffusers.", "sentence_transformers.", "peft.", "optimum.", "torchvision.")
_REPOSITORY = re.compile(r"[\w-][\w.-]*(?:/[\w.-]+)?")
_BRANCHES = {"main", "master", "latest", "HEAD"}


def check_call(call: Call) -> Iterator[Report]:
    names = sorted(call.names & _DOWNLOADS.keys())
    if names:
        keyword = _DOWNLOADS[names[0]]
    elif call.method == "from_pretrained" and any(name.startswith(_LOADERS) for name in call.names):
        keyword = "pretrained_model_name_or_path"
    else:
        return
    name = call.argument(keyword, 0)
    revision = call.keywords.get("revision")
    if name is None or call.is_open or not _is_repository(name.constant):
        return
    if revision is None or revision.constant is None or revision.constant in _BRANCHES:
        yield Report(call.node)


def _is_repository(name: object) -> bool:
    return isinstance(name, str) and _REPOSITORY.fullmatch(name) is not None


TRIGGERS: Triggers = (
    calls(*sorted(_DOWNLOADS)),
    calls("from_pretrained", needs=[name.strip(".") for name in _LOADERS]),
)
CHECKS: Checks = {Call: check_call}
