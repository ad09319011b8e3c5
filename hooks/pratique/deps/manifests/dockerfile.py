"""Dockerfiles and Containerfiles: what their instructions install.

Source: Docker's Dockerfile reference. Files of requirements are looked for where the instructions
that copy them took them from; nobody builds the image.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.manifests import _commands, _instructions, _lines, _locks, _shell, requirements
from pratique.deps.manifests._entries import Manner
from pratique.deps.manifests._instructions import Instruction
from pratique.deps.model import Entry

# Not the programs and pages that are about them: test_dockerfile.py, dockerfile.md.
FILES = (
    r"(?i:(?![^/]*\.(?:py[wi]?|ipynb|md|rst|txt|json|ya?ml|toml|lock|cfg|ini|sh|ps1|[cm]?[jt]sx?|go|rs|rb|java|html?|css)$)"
    r"(?:[^/]*[-_.])?(?:dockerfile|containerfile)(?:[-_.][^/]*)?)"
)
EXAMPLES = ("Dockerfile", "Dockerfile.prod", "worker.dockerfile", "Containerfile")

_RUNNING = ("RUN", "CMD", "ENTRYPOINT")
_COPYING = ("COPY", "ADD")
_MOUNT = re.compile(r"--mount=(\S+)")


@dataclass
class _Image:
    """What the instructions so far say of paths. copied: (path in the image, path in the context)."""

    folder: str = "/"
    copied: list[tuple[str, str]] = field(default_factory=list)

    def inside(self, path: str) -> str:
        """The absolute path in the image."""
        return posixpath.normpath(posixpath.join(self.folder, path))

    def copy(self, origins: Sequence[str], target: str) -> None:
        goal = self.inside(target)
        for origin in origins:
            path = posixpath.normpath(origin.lstrip("/") or ".")
            last = posixpath.basename(path)
            if any(sign in last for sign in "*?["):
                self.copied.append((goal, posixpath.dirname(path)))
            else:  # a file under the name of the target, a folder's content, or a file in the target
                self.copied += [(goal, path), (posixpath.join(goal, last), path)]

    def origins(self, path: str) -> Iterator[str]:
        """Paths in the context that the path in the image may come from, the last copy first."""
        inside = self.inside(path)
        for goal, origin in reversed(self.copied):
            if inside == goal:
                yield origin
            elif inside.startswith(goal.rstrip("/") + "/"):
                yield posixpath.normpath(posixpath.join(origin, inside[len(goal.rstrip("/")) + 1 :]))


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """What the instructions install, in their order."""
    if not _commands.MENTIONS.search(source.data):
        return
    image = _Image()
    contexts = list(_locks.upwards(source.path))  # the folder that is built from: this one or one above

    def resolve(target: str) -> Sequence[str]:
        paths = [*image.origins(target), target.lstrip("/")]
        return [posixpath.normpath(posixpath.join(context, path)) for path in paths for context in contexts]

    context = _commands.Context(source, Manner(), requirements.Reading(read, {source.path}), resolve)
    for instruction in _instructions.instructions(_lines.whole(source)):
        if instruction.name == "FROM":
            image.folder = "/"
        elif instruction.name == "WORKDIR":
            image.folder = image.inside(instruction.body.text.strip("\"'"))
        elif instruction.name in _COPYING:
            _copy(image, instruction)
        elif instruction.name in _RUNNING:
            _mount(image, instruction)
            yield from _run(context, instruction)


def _copy(image: _Image, instruction: Instruction) -> None:
    listed = _instructions.strings(instruction.body)
    words = instruction.body.text.split() if listed is None else [word.text for word in listed]
    if len(words) > 1:
        image.copy(words[:-1], words[-1])


def _mount(image: _Image, instruction: Instruction) -> None:
    """Files that are there while the instruction runs: --mount=type=bind,source=…,target=…"""
    for flag in instruction.flags:
        match = _MOUNT.match(flag)
        if match:
            given = dict(part.partition("=")[::2] for part in match[1].split(","))
            target = given.get("target") or given.get("dst") or given.get("destination")
            if given.get("type", "bind") == "bind" and target:
                image.copied.append((image.inside(target), given.get("source") or given.get("src") or "."))


def _run(context: _commands.Context, instruction: Instruction) -> Iterator[Entry]:
    body = instruction.body
    words = _instructions.strings(body)
    if words is not None:
        yield from _commands.command_entries(context, body, _shell.Command(tuple(words)))
    elif not instruction.documents:
        yield from _commands.entries(context, body)
    else:
        yield from _commands.with_documents(context, body, instruction.documents)
