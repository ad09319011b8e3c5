"""What to write in a credential's place, as each kind of file reads an environment variable."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from pratique.secrets.detector import Hit, Text


class Way(NamedTuple):
    """How a kind of file takes a variable.

    alone: what replaces a value with its quotes. within: what replaces the credential inside a
    longer text. then: what else has to be done. {name}, {lower}: the variable, and in small letters.
    """

    alone: str
    within: str
    then: str = "set {name} outside the repository"


_SHELL = Way('"${{{name}:?}}"', "${{{name}:?}}")
_EXPANDED = Way("${{{name}}}", "${{{name}}}")
_CODE = {
    (".py", ".pyi", ".pyw"): 'os.environ["{name}"]',
    (".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".vue", ".svelte"): "process.env.{name}",
    (".go",): 'os.Getenv("{name}")',
    (".rb",): 'ENV.fetch("{name}")',
    (".php",): 'getenv("{name}")',
    (".rs",): 'std::env::var("{name}")',
    (".java", ".kt", ".scala"): 'System.getenv("{name}")',
    (".cs",): 'Environment.GetEnvironmentVariable("{name}")',
}
_EMPTY = Way('""', "", "have the program read {name} from the environment")
_WAYS = (
    # GitHub Actions, GitLab CI and Compose each have a notation of their own.
    (r"(?:^|/)\.github/(?:workflows|actions)/.*\.ya?ml$", Way("${{{{ secrets.{name} }}}}", "${{{{ secrets.{name} }}}}",
        "store {name} under the repository's secrets")),
    (r"(?:^|/)\.gitlab-ci[^/]*\.ya?ml$", Way('"${name}"', "${name}", "store {name} as a masked CI variable")),
    (r"(?:^|/)(?:docker-)?compose[^/]*\.ya?ml$", Way("${{{name}:?}}", "${{{name}:?}}")),
    (r"(?:^|/)\.env[^/]*\.?(?:example|sample|template|dist)", Way("", "", "keep the name {name} here and no value")),
    (r"(?:^|/)[^/]*\.env(?:\.[^/]*)?$|\.envrc$", Way("", "", "keep the value in a file that git ignores")),
    (r"(?:^|/)(?:[^/]*\.)?(?:Dockerfile|Containerfile)[^/]*$", Way('"${name}"', "${name}",
        "give it to the one command that needs it: RUN --mount=type=secret,id={lower},env={name} …, "
        "or to the container when it starts; ENV and ARG stay in the image")),
    (r"(?:^|/)\.vscode/[^/]*\.json$", Way('"${{env:{name}}}"', "${{env:{name}}}")),
    (r"\.ipynb$", Way("os.environ['{name}']", "{{os.environ['{name}']}}")),
    (r"\.jsonc?$", Way('"${{{name}}}"', "${{{name}}}", "set {name} outside the repository; where the file's reader "
        "expands nothing, leave the entry out and have the program read {name}")),
    (r"\.tfvars$", Way("", "", "take the line out and set TF_VAR_{lower}")),
    (r"\.tf$", Way("var.{lower}", "${{var.{lower}}}",
        'declare variable "{lower}" {{ type = string, sensitive = true }} and set TF_VAR_{lower}')),
    (r"\.(?:sh|bash|zsh|ksh)$", _SHELL),
    (r"(?:^|/)\.npmrc$|\.(?:ya?ml|conf)$", _EXPANDED),
    (r"\.(?:toml|ini|cfg|properties)$|(?:^|/)\.pypirc$", _EMPTY),
)  # fmt: skip
# A manifest of Kubernetes, in which kubectl expands nothing.
_MANIFEST = rb"(?m)^apiVersion:[ \t]"
_CLUSTER = (
    "Take the value out of the manifest: create the Secret outside the repository (kubectl create secret generic … "
    "--from-literal, a sealed or an external secret), and name it where it is needed (valueFrom.secretKeyRef)"
)
_QUOTES = (b'\\"', b'"', b"'", b"`")


def advice(text: Text, hit: Hit, name: str) -> str:
    """One sentence: what exactly to write, and where the value belongs instead."""
    names = {"name": name, "lower": name.lower()}
    path = text.path
    for extensions, look_up in _CODE.items():
        if path.lower().endswith(extensions):
            return f"Write {look_up.format(**names)} instead, set {name} outside the repository"
    if path.lower().endswith((".yaml", ".yml")) and re.search(_MANIFEST, text.data):
        return _CLUSTER
    for pattern, way in _WAYS:
        if re.search(pattern, path, re.IGNORECASE):
            return _sentence(way, _embedding(text.data, hit), names)
    if not os.path.splitext(path)[1] and text.data.startswith(b"#!"):
        return _sentence(_SHELL, _embedding(text.data, hit), names)
    return f"Read it from the environment variable {name} or a secret store"


def _embedding(data: bytes, hit: Hit) -> str:
    """The quote that the credential fills ("" where it stands bare), or "part" of a longer text."""
    for quote in _QUOTES:
        if data.endswith(quote, 0, hit.start) and data.startswith(quote, hit.end):
            return quote.decode("ascii")
    before = data[max(0, hit.start - 1) : hit.start]
    after = data[hit.end : hit.end + 1]
    bare = (not before or before in b" \t\r\n=:") and (not after or after in b" \t\r\n,;")
    return "" if bare and not _in_quotes(data, hit) else "part"


def _in_quotes(data: bytes, hit: Hit) -> bool:
    """Whether a quote is open where the credential begins, as far as its line tells."""
    line = data[data.rfind(b"\n", 0, hit.start) + 1 : hit.start]
    return line.count(b'"') % 2 == 1 or line.count(b"'") % 2 == 1


def _sentence(way: Way, embedding: str, names: dict[str, str]) -> str:
    whole = embedding != "part"
    text = (way.alone if whole else way.within).format(**names)
    then = way.then.format(**names)
    if not text:
        return f"Leave the value empty, {then}"
    place = f"in its place, quotes included ({embedding})" if embedding and whole else "in its place"
    return f"Write {text} {place}, {then}"
