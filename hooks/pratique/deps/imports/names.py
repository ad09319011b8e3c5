"""The names of distributions in a manifest of any kind, read tolerantly.

The readers of `deps.manifests` are strict: what they cannot audit they say, and ranges cost the
import of `packaging`. To know whether a name is declared at all, it is enough that the name stands
where a requirement may stand; one name too many only keeps a check silent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from pratique.deps.names import canonical

NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
_AFTER = r"(?=[ \t]*(?:[\[<>=!~;@(,'\"\\#]|$))"
_START = re.compile(rf"{NAME}(?![A-Za-z0-9._-]|[:/]/)")
_LINE = re.compile(rf"^[ \t]*(?:-e[ \t]+)?({NAME})(?:[ \t]*$|(?=[ \t]*[\[<>=!~;@(,#\\]))", re.MULTILINE)
_EGG = re.compile(rf"(?:#|&)egg=({NAME})|/({NAME}?)-[0-9][^/\s]*\.(?:whl|tar\.gz|zip)|/({NAME})\.git\b")
_QUOTED = re.compile(rf"[\"']({NAME}){_AFTER}")
_VALUE = re.compile(rf"(?:^|[=,:;])[ \t]*({NAME}){_AFTER}", re.MULTILINE)
_FOLDER = re.compile(r"^[ \t]*(?:-e[ \t]*|--editable[ =])?(\.{1,2}/[^\s\[#;]*)", re.MULTILINE)
_EXTRAS = re.compile(rf"{NAME}[ \t]*\[([A-Za-z0-9_., \t-]+)\]")
_INCLUDED = re.compile(
    r"(?:^-[rc][ \t]*|^--(?:requirement|constraint)[ =]|[\s\"'=:,\[])([\w.][\w./-]*\.(?:txt|in|pip|req|lst))\b", re.M
)
_PROSE = re.compile(r"readme|licen[cs]e|chang|history|news|author|manifest|top_level", re.IGNORECASE)
_SECTION = re.compile(r"^\[(?:tool:)?([\w-]+)", re.MULTILINE)
_ITEM = re.compile(rf"^[ \t]*-[ \t]*[\"']?(?:[\w-]+::)?({NAME})", re.MULTILINE)
_LOCKED = re.compile(rf"^name[ \t]*=[ \t]*[\"']({NAME})[\"']", re.MULTILINE)
_COMMAND = re.compile(
    r"(?:\b(?:pip[0-9.]*|uv|pipx|conda|mamba|micromamba|poetry|pdm|pipenv|hatch|rye|apt-get|apt|apk|dnf|yum|brew|install)\b"
    r"[^\n]*?\b(?:install|add|inject|run|create)\b|--with)((?:\\\r?\n|[^\n])*)"
)
_WORD = re.compile(r"[\s\"',\[\]()]+")
# Keys of TOML below which requirements stand, whatever tool reads them.
_KEY = re.compile(r"depend|requires?$|requirements|^(?:dev|test)[-_]?deps$|^deps$|^(?:dev-)?packages$", re.IGNORECASE)
# Keys whose values name modules and packages of the project itself.
_OWN_KEY = re.compile(r"packages|modules?$|module-name|include|package-dir|^name$|known[-_]\w*|^from$|^where$|sources")
# How conda calls what the index calls otherwise.
_CONDA = {"pytorch": "torch", "pytables": "tables", "py-opencv": "opencv-python", "opencv": "opencv-python"}


class Names(NamedTuple):
    """declared: canonical names of distributions. own: names of the project's modules, as far as it says them.

    promises: whether the file is there to say what the project needs, so that what it leaves out is missing.
    folders: local projects that it names by their path alone. included: files of requirements that it names.
    """

    declared: frozenset[str]
    own: frozenset[str] = frozenset()
    promises: bool = True
    folders: tuple[str, ...] = ()
    included: tuple[str, ...] = ()


def requirements(text: str) -> Names:
    """A requirements file: a name at the start of a line, or in an address."""
    folders = tuple(_FOLDER.findall(text))
    found = [
        *_LINE.findall(text),
        *_addressed(text),
        *_extras(text),
        *(folder.rstrip("/").rpartition("/")[2] for folder in folders),
    ]
    return Names(_canonical(found), folders=folders, included=_included(text))


def toml(text: str) -> Names:
    """pyproject.toml, Pipfile and their like; ValueError when it is no TOML."""
    import tomli

    document = tomli.loads(text)
    found = list(_required(document, ()))
    tools = document.get("tool", {})
    found += list(tools) if isinstance(tools, dict) else []
    own = {part for value in _owned(document) for part in re.split(r"[./\\*\s]+", value)}
    is_project = "project" in document or bool(found and any(_is_required(path) for path in _tables(document, ())))
    found += [*_names_in(_strings(document, "name")), *_extras(text)]
    return Names(_canonical(found), frozenset(own), is_project, included=_included(text))


def locked(text: str) -> Names:
    """uv.lock, poetry.lock, pdm.lock, pylock.toml: a line `name = "…"` for each package."""
    return Names(_canonical(_LOCKED.findall(text)))


def pipfile_lock(text: str) -> Names:
    """Pipfile.lock: the keys of its tables."""
    return Names(_canonical(re.findall(rf'^[ \t]{{8}}"({NAME})":', text, re.MULTILINE)))


def setup(text: str) -> Names:
    """setup.py: as `code`; it is there to say what the project needs."""
    return code(text)._replace(promises=True)


def code(text: str) -> Names:
    """noxfile.py and other programs: texts that are, or begin as, a requirement; and lines of longer texts."""
    found = [*_QUOTED.findall(text), *_LINE.findall(text), *_addressed(text), *_extras(text), *_commanded(text)]
    own = re.split(r"[./\\]", " ".join(re.findall(r"[\"']([\w./\\]+)[\"']", text)).replace(" ", "/"))
    return Names(_canonical(found), frozenset(own), promises=False, included=_included(text))


def ini(text: str) -> Names:
    """setup.cfg, tox.ini: lines and items of values, and the tools that have a section."""
    found = [*_VALUE.findall(text), *_LINE.findall(text), *_SECTION.findall(text), *_addressed(text), *_commanded(text)]
    promises = "install_requires" in text or "[metadata]" in text
    return Names(_canonical(found), frozenset(_VALUE.findall(text)), promises, included=_included(text))


def yaml(text: str) -> Names:
    """environment.yml, meta.yaml, .pre-commit-config.yaml: items of lists."""
    found = [*_ITEM.findall(text), *_QUOTED.findall(text), *_commanded(text)]
    promises = bool(re.search(r"^(?:dependencies|requirements):", text, re.MULTILINE))
    return Names(_canonical([_CONDA.get(name.lower(), name) for name in found]), promises=promises)


def commands(text: str) -> Names:
    """Dockerfiles, workflows, scripts: what an installer is told to install. They promise nothing."""
    return Names(_canonical(_commanded(text)), promises=False)


def script(block: str) -> Names:
    """The metadata block of a script (PEP 723), its comment signs removed."""
    return toml(block)._replace(promises=True)


Extract = Callable[[str], Names]
_FILES = r"(?:^|/)(?:{})$"
# Name of the file -> how to read it. Those after the first are looked at only where the first leave something open.
NEAR: tuple[tuple[re.Pattern[str], Extract], ...] = (
    (re.compile(_FILES.format(r"pyproject\.toml|Pipfile|pixi\.toml|hatch\.toml"), re.IGNORECASE), toml),
    (
        re.compile(
            _FILES.format(
                r"[^/]*(?:require|reqs?\b|deps|depend|constraint)[^/]*\.(?:txt|in|pip)"
                r"|(?:requirements?|reqs?|deps|constraints?)/(?:[^/]+/)?[^/]+\.(?:txt|in|pip)"
            ),
            re.IGNORECASE,
        ),
        requirements,
    ),
    (re.compile(_FILES.format(r"setup\.py")), setup),
    (re.compile(_FILES.format(r"noxfile\.py|hatch_build\.py|conanfile\.py")), code),
    (re.compile(_FILES.format(r"setup\.cfg|tox\.ini|pytest\.ini|mypy\.ini")), ini),
)
FAR: tuple[tuple[re.Pattern[str], Extract], ...] = (
    (re.compile(_FILES.format(r"(?:uv|poetry|pdm(?:\.[^/]+)?)\.lock|pylock(?:\.[^/.]+)?\.toml")), locked),
    (re.compile(_FILES.format(r"Pipfile\.lock")), pipfile_lock),
    (
        re.compile(
            _FILES.format(
                r"[^/]*(?:environment|conda|env)[^/]*\.ya?ml|meta\.ya?ml|recipe\.ya?ml|\.pre-commit-config\.yaml"
            )
        ),
        yaml,
    ),
    (
        re.compile(
            _FILES.format(
                r"[^/]*(?:Dockerfile|Containerfile)[^/]*|[^/]+\.dockerfile|\.github/(?:workflows|actions)/.+\.ya?ml"
                r"|(?:\.gitlab-ci|azure-pipelines|\.travis|appveyor|\.readthedocs|\.circleci/config|action)\.ya?ml"
                r"|Makefile|makefile|[Jj]ustfile|Taskfile\.ya?ml|[^/]+\.sh"
            )
        ),
        commands,
    ),
)

ALL = (*NEAR, *FAR)


def extractor(path: str, kinds: Iterable[tuple[re.Pattern[str], Extract]]) -> Extract | None:
    """How to read the file of that path, None when it is none of these kinds."""
    return next((extract for pattern, extract in kinds if pattern.search(path)), None)


def _canonical(names: Iterable[str]) -> frozenset[str]:
    return frozenset(canonical(name) for name in names if name.strip("."))


def _addressed(text: str) -> Iterator[str]:
    for groups in _EGG.findall(text):
        yield from groups


def _extras(text: str) -> Iterator[str]:
    """The extras that are asked for: most are called after the distribution that they bring."""
    for extras in _EXTRAS.findall(text):
        yield from _names_in(extras.split(","))


def _included(text: str) -> tuple[str, ...]:
    return tuple(path for path in _INCLUDED.findall(text) if not _PROSE.search(path))


def _commanded(text: str) -> Iterator[str]:
    for arguments in _COMMAND.findall(text):
        yield from _names_in(_WORD.split(arguments))


def _names_in(texts: Iterable[Any]) -> Iterator[str]:
    for text in texts:
        match = _START.match(text.strip()) if isinstance(text, str) else None
        if match:
            yield match.group()


def _tables(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key)
            yield from _tables(item, (*path, key))


def _is_required(path: tuple[str, ...]) -> bool:
    return path[0] != "build-system" and bool(_KEY.search(path[-1]))


def _required(value: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Names below keys that speak of requirements: texts of lists, and the keys of tables of versions."""
    inside = any(map(_KEY.search, path))
    if isinstance(value, dict):
        for key, item in value.items():
            if inside and not (isinstance(item, list) and all(isinstance(one, str) for one in item)):
                yield key
            yield from _required(item, (*path, key))
    elif isinstance(value, list):
        for item in value:
            yield from _required(item, path)
    elif isinstance(value, str):
        if inside:
            yield from _names_in([value])
        if "\n" in value:  # a whole tox.ini, or a script
            yield from ini(value).declared


def _owned(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _owned(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _owned(item, key)
    elif isinstance(value, str) and _OWN_KEY.search(key):
        yield value


def _strings(document: dict[str, Any], key: str) -> Iterator[Any]:
    """The values of the key in the tables that describe the project."""
    tools = document.get("tool", {})
    poetry = tools.get("poetry", {}) if isinstance(tools, dict) else {}
    for table in (document.get("project", {}), poetry):
        if isinstance(table, dict):
            yield table.get(key)
