"""Code that a model repository brings along, run unseen."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    RemoveArgument,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    keywords,
)

RULE = Rule(
    name="trust-remote-code",
    summary="code from a model or data repository is run",
    help="Leave trust_remote_code off; where a model needs it, pin the revision that was read: revision='<commit>'.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(829, 94),
    what=(
        "trust_remote_code=True in any call, as transformers, datasets, sentence-transformers, vLLM and their "
        "relatives take it, without a revision that is pinned to a commit, and torch.hub.load with trust_repo=True."
    ),
    why=(
        "The Python files of the repository run with the rights of the program. Its owner, or whoever takes over the "
        "account, changes them at any time, and the next start runs the change."
    ),
    assistants="The error message of the library says to set the option, and the model then loads.",
    remedy=(
        "The fix takes the option away. Most architectures are part of the library by now; a model that is not fails "
        "to load, until its code has been read and its revision pinned."
    ),
    prompt="Load models without trust_remote_code, and pin their revision.",
    references=(
        "https://huggingface.co/docs/transformers/main/en/custom_models",
        "https://docs.pytorch.org/docs/stable/hub.html#torch.hub.load",
    ),
    bad=(
        Bad(
            """\
from transformers import AutoModel


def model(name):
    return AutoModel.from_pretrained(name, trust_remote_code=True, revision='main')
""",
            why="a branch is no pin",
            fixed="""\
from transformers import AutoModel


def model(name):
    return AutoModel.from_pretrained(name, revision='main')
""",
        ),
        Bad(
            """\
from datasets import load_dataset

OPTIONS = {'trust_remote_code': True, 'revision': 'v1'}
data = load_dataset('org/data', **OPTIONS)
""",
            why="out of a dict of options",
            fixed="""\
from datasets import load_dataset

OPTIONS = {'trust_remote_code': False, 'revision': 'v1'}
data = load_dataset('org/data', **OPTIONS)
""",
        ),
        Bad(
            """\
import torch


def model():
    return torch.hub.load('org/model', 'small', trust_repo=True)
""",
            why="a repository of torch.hub",
            fixed="""\
import torch


def model():
    return torch.hub.load('org/model', 'small')
""",
        ),
    ),
    good=(
        Good(
            """\
from transformers import AutoModel


def model(name):
    return AutoModel.from_pretrained(name, trust_remote_code=False, revision='main')
""",
            why="turned off",
        ),
        Good(
            """\
from transformers import AutoModel


def model():
    return AutoModel.from_pretrained(
        'org/model', trust_remote_code=True, revision='0123456789abcdef0123456789abcdef01234567'
    )
""",
            why="pinned to a commit that can be read",
        ),
        Good(
            """\
from transformers import AutoModel


def model(name, trusted):
    return AutoModel.from_pretrained(name, trust_remote_code=trusted, revision='main')
""",
            why="the caller decides",
        ),
    ),
)

_HUB = {"torch.hub.load"}
_COMMIT = 40  # hexadecimal digits of a SHA-1
_REASON = "a model whose code is not part of the library no longer loads"


def check_call(call: Call) -> Iterator[Report]:
    keyword = "trust_repo" if call.names & _HUB else "trust_remote_code"
    trust = call.keywords.get(keyword)
    if trust is None or trust.constant is not True or _is_pinned(call):
        return
    change = RemoveArgument(call.node, trust.arg) if trust.is_written else Replace(trust.node, "False")
    yield Report(call.node, repair=Repair("run no code of the repository", (change,), False, _REASON))


def _is_pinned(call: Call) -> bool:
    revision = call.keywords.get("code_revision") or call.keywords.get("revision")
    commit = revision.constant if revision is not None else None
    if not isinstance(commit, str) or len(commit) != _COMMIT:
        return False
    return all(digit in "0123456789abcdef" for digit in commit.lower())


TRIGGERS: Triggers = (keywords("trust_remote_code=True"), calls(*sorted(_HUB), given=("trust_repo=True",)))
CHECKS: Checks = {Call: check_call}
