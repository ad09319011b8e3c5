"""Models and arrays loaded with a format that can hold code."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    AppendArgument,
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
)

RULE = Rule(
    name="unsafe-model-load",
    summary="a model or array is loaded in a way that runs code from the file",
    help="Use torch.load(path, weights_only=True), numpy.load without allow_pickle, keras with safe_mode, safetensors.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(502,),
    what=(
        "torch.load without weights_only=True, numpy.load with allow_pickle=True, safe_mode=False of Keras, "
        "and enable_unsafe_deserialization. A value that the caller chooses is left alone. torch.load without the "
        "argument is reported with medium severity: since PyTorch 2.6 the safe way is its default."
    ),
    why=(
        "These files are pickles: they name functions, which are called while they are read. Whoever can publish or "
        "replace a model file runs code on every machine that loads it, usually one with much data and a GPU."
    ),
    assistants="torch.load(path) was the documented way for years, and allow_pickle=True makes an error go away.",
    remedy=(
        "The fix loads weights only, or refuses pickles. Files that hold whole objects instead of tensors then fail: "
        "save the state_dict, or safetensors, and build the model in code."
    ),
    prompt="Load weights with weights_only=True or safetensors; never unpickle a model.",
    references=(
        "https://docs.pytorch.org/docs/stable/generated/torch.load.html",
        "https://numpy.org/doc/stable/reference/generated/numpy.load.html",
        "https://keras.io/api/models/model_saving_apis/model_saving_and_loading/",
    ),
    foreign=("B614", "S614"),
    bad=(
        Bad(
            """\
import torch


def load(path):
    return torch.load(path, map_location='cpu')
""",
            why="the default before PyTorch 2.6",
            fixed="""\
import torch


def load(path):
    return torch.load(path, map_location='cpu', weights_only=True)
""",
        ),
        Bad(
            """\
import torch


def load(path):
    return torch.load(path, weights_only=False)  # whole model
""",
            why="turned off",
            fixed="""\
import torch


def load(path):
    return torch.load(path, weights_only=True)  # whole model
""",
        ),
        Bad(
            """\
import numpy as np


def load(path):
    return np.load(path, allow_pickle=True)
""",
            why="an array that may be a pickle",
            fixed="""\
import numpy as np


def load(path):
    return np.load(path)
""",
        ),
        Bad(
            """\
from keras.models import load_model


def load(path):
    return load_model(path, safe_mode=False)
""",
            why="lambda layers of Keras",
            fixed="""\
from keras.models import load_model


def load(path):
    return load_model(path)
""",
        ),
    ),
    good=(
        Good(
            """\
import torch


def load(path):
    return torch.load(path, weights_only=True)
""",
            why="weights only",
        ),
        Good(
            """\
import numpy as np


def load(path):
    return np.load(path)
""",
            why="the default of numpy refuses pickles",
        ),
        Good(
            """\
import torch


def load(path, weights_only):
    return torch.load(path, weights_only=weights_only)
""",
            why="the caller chooses",
        ),
        Good(
            """\
from keras.models import load_model


def load(path):
    return load_model(path)
""",
            why="safe mode is the default of Keras",
        ),
    ),
)

_TORCH = {"torch.load", "torch.serialization.load"}
_KERAS = {
    f"{home}.{name}"
    for home in ("keras.models", "keras.saving", "tensorflow.keras.models", "tensorflow.keras.saving", "keras.layers")
    for name in ("load_model", "deserialize_keras_object", "model_from_json", "clone_model")
}
_NUMPY = {"numpy.load", "numpy.lib.npyio.load"}
_KERAS_SWITCH = {f"{home}.enable_unsafe_deserialization" for home in ("keras.config", "tensorflow.keras.config")}
_REASON = "files that hold whole objects, not weights or plain arrays, are refused from then on"


def check_call(call: Call) -> Iterator[Report]:
    if call.names & _TORCH:
        yield from _torch(call)
    elif call.names & _NUMPY:
        yield from _switch(call, "allow_pickle", 2, True)
    elif call.names & _KERAS:
        yield from _switch(call, "safe_mode", None, False)
    elif call.names & _KERAS_SWITCH:
        yield Report(call.node, "Keras is told to build whatever a model file names: load with safe_mode")


def _torch(call: Call) -> Iterator[Report]:
    only = call.argument("weights_only")
    if only is not None and only.constant is False:
        repair = Repair("load weights only", (Replace(only.node, "True"),), False, _REASON)
        yield Report(call.node, repair=repair)
    elif only is None and call.args and not call.is_open and not call.is_partial:
        append = AppendArgument(call.node, "weights_only=True")
        repair = Repair("load weights only", (append,), False, _REASON)
        yield Report(call.node, repair=repair, severity=Severity.MEDIUM)


def _switch(call: Call, keyword: str, position: int | None, insecure: bool) -> Iterator[Report]:
    argument = call.argument(keyword, position)
    if argument is None or argument.constant is not insecure:
        return
    change = (
        RemoveArgument(call.node, argument.arg)
        if argument.is_written and keyword in call.keywords
        else Replace(argument.node, str(not insecure))
    )
    yield Report(call.node, repair=Repair("leave the safe default", (change,), False, _REASON))


TRIGGERS: Triggers = (
    calls(*sorted(_TORCH), unless=("weights_only=True",)),
    calls(*sorted(_NUMPY), given=("allow_pickle@2=True",)),
    calls(*sorted(_KERAS), given=("safe_mode=False",)),
    calls(*sorted(_KERAS_SWITCH)),
)
CHECKS: Checks = {Call: check_call}
