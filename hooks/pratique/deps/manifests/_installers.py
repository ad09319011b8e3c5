"""Commands that install distributions, as data: their verbs, and what each option takes.

Sources: the reference pages of pip, uv, pipx, Pipenv, Poetry, PDM and Rye on these commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pratique.deps.manifests._shell import Word

# What an argument is: a requirement, one that the command named behind it is taken from, a file of
# requirements, a project that is installed in place.
REQUIREMENT, SOURCE, FILE, EDITABLE = "requirement", "source", "file", "editable"
_NOTHING = ""  # a value that declares nothing
# Positional arguments: all are requirements, all files; the first names an environment or a
# command, and what follows are requirements, or a command of its own.
_ALL, _FILES, _AFTER_FIRST, _COMMAND, _COMMAND_WITH_VERSION = "all", "files", "after-first", "command", "command@"


class Installer(NamedTuple):
    """words: the verbs. roles: option -> what its value is. at: whether `name@version` is a requirement."""

    words: tuple[str, ...]
    roles: Mapping[str, str]
    positional: str = _ALL
    at: bool = False


class Argument(NamedTuple):
    """A word of a command with its role."""

    role: str
    word: Word
    at: bool = False


def _options(
    values: str, files: str = "", editables: str = "", requirements: str = "", sources: str = ""
) -> dict[str, str]:
    listed = (
        (values, _NOTHING),
        (files, FILE),
        (editables, EDITABLE),
        (requirements, REQUIREMENT),
        (sources, SOURCE),
    )
    return {option: role for options, role in listed for option in options.split()}


_INDEX = "-i --index-url --extra-index-url -f --find-links --keyring-provider"
_PIP_GENERAL = (
    "--python --log --proxy --retries --timeout --exists-action --trusted-host --cert --client-cert --cache-dir"
    " --use-feature --use-deprecated --default-timeout --resume-retries"
)
_PIP = _options(
    f"{_INDEX} {_PIP_GENERAL} -t --target --platform --python-version --implementation --abi --root --prefix --src -b"
    " --build --upgrade-strategy --no-binary --only-binary --progress-bar --root-user-action --report -C"
    " --config-settings --global-option --install-option --build-option --hash --group --dest -d --wheel-dir -w"
    " --uploaded-prior-to --source --source-dir --source-directory --pypi-url --log-file --local-log --destination-dir"
    " --destination-directory",
    "-r --requirement -c --constraint --build-constraint",
    "-e --editable",
)
_UV_GENERAL = (
    f"{_INDEX} --index --default-index --index-strategy --cache-dir --color --directory --project --config-file --cert"
    " --allow-insecure-host -P --upgrade-package --reinstall-package --refresh-package --resolution --prerelease"
    " --prerelease-package --fork-strategy --exclude-newer --exclude-newer-package --link-mode -C --config-setting"
    " --config-settings --config-settings-package --no-build-isolation-package --no-build-package --no-binary-package"
    " --no-sources-package -p --python --python-platform --python-version --torch-backend --env-file --upgrade-group"
    " --extra --group --no-group --only-group --no-extra --package --output-format"
    " --no-install-package --no-editable-package"
)
_UV_FILES = "-r --requirement --requirements -c --constraint --constraints"
_UV_LIMITS = "--override --overrides -b --build-constraint --build-constraints --exclude --excludes"
_UV_PIP = _options(
    f"{_UV_GENERAL} -t --target --prefix --no-binary --only-binary", f"{_UV_FILES} {_UV_LIMITS}", "-e --editable"
)
_UV_ADD = _options(f"{_UV_GENERAL} --optional --tag --branch --rev --script --bounds -m --marker", _UV_FILES)
_UV_TOOL = _options(
    _UV_GENERAL,
    f"--with-requirements -c --constraint --constraints {_UV_LIMITS}",
    "--with-editable",
    "--with -w --with-executables-from",
    "--from",
)
_PIPX = _options(
    "--suffix --python --fetch-missing-python --pip-args -i --index-url --backend -q",
    "-r --requirement",
    "",
    "--preinstall --with",
    "--spec",
)
_PIPENV = _options(
    "-i --index --extra-index-url --extra-pip-args --python --pypi-mirror --categories --extras --resolver"
    " --config-settings",
    "-r --requirements",
    "-e --editable",
)
_POETRY = _options(
    "-G --group -E --extras --python --platform --source -C --directory -P --project --markers --optional-group"
)
_PDM = _options("-G --group -p --project -L --lockfile --config-setting -k --skip", "--override", "-e --editable")
_RYE = _options("--git --url --path --tag --rev --branch --features --optional-group --pyproject --extra-requirement")

# program -> its commands that install; several rows of one program: the longest that fits counts.
INSTALLERS: Mapping[str, tuple[Installer, ...]] = {
    "pip": tuple(Installer((verb,), _PIP) for verb in ("install", "download", "wheel")),
    "uv": (
        Installer(("pip", "install"), _UV_PIP),
        Installer(("pip", "sync"), _UV_PIP, _FILES),
        Installer(("add",), _UV_ADD),
        Installer(("tool", "install"), _UV_TOOL, at=True),
        Installer(("tool", "run"), _UV_TOOL, _COMMAND_WITH_VERSION, at=True),
        Installer(("run",), _UV_TOOL, _COMMAND),
    ),
    "uvx": (Installer((), _UV_TOOL, _COMMAND_WITH_VERSION, at=True),),
    "pipx": (
        Installer(("install",), _PIPX),
        Installer(("inject",), _PIPX, _AFTER_FIRST),
        Installer(("run",), _PIPX, _COMMAND_WITH_VERSION),
    ),
    "pipenv": (Installer(("install",), _PIPENV),),
    "poetry": (Installer(("add",), _POETRY, at=True), Installer(("self", "add"), _POETRY, at=True)),
    "pdm": (Installer(("add",), _PDM),),
    "rye": (Installer(("add",), _RYE), Installer(("install",), _RYE), Installer(("tools", "install"), _RYE)),
    "easy_install": (Installer((), _options("-i --index-url -f --find-links -d --install-dir -s --script-dir")),),
}
# A program by what is left of its path: versions and suffixes go; `$PIP` and `${PYTHON_PIP}` are pip.
_PROGRAM = re.compile(r"(?:-m|.*[/\\])?([a-z_]+?)[-.0-9]*(?:\.exe)?\Z|\$\{?\w*(PIP)\w*\}?\Z", re.IGNORECASE)
# Commands that show or search their arguments instead of running them.
_SHOWING = {"echo", "printf", "grep", "egrep", "rg", "sed", "awk", "cat", "git", "alias", "write-host", "write-output"}
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")
_BETWEEN = re.compile(r",\s*(?=[A-Za-z0-9])(?![^\[]*\])")  # a comma before a name: of neither a range nor extras
_BLOCK_END = "}"  # of PowerShell, which needs no semicolon before it


def arguments(words: Sequence[Word]) -> Iterator[Argument]:
    """What the command installs, if it is one that does; also behind `sudo`, `env`, `if` and the like."""
    first = next((word.text for word in words if not _ASSIGNMENT.match(word.text)), "")
    if first.lower() in _SHOWING:
        return
    index = 0
    while index < len(words):
        rows = INSTALLERS.get(_program(words[index].text), ())
        fitting = [(row, rest) for row in rows if (rest := _behind(words, index + 1, row)) is not None]
        if not fitting:
            index += 1
            continue
        row, rest = max(fitting, key=lambda item: len(item[0].words))
        found, index = _taken(words, rest, row)
        yield from found


def _program(text: str) -> str:
    match = _PROGRAM.match(text)
    return (match[1] or match[2]).lower() if match else ""


def _behind(words: Sequence[Word], index: int, row: Installer) -> int | None:
    """Index behind the verbs of the row, options between them skipped; None when others stand there."""
    for verb in row.words:
        while index < len(words) and words[index].text.startswith("-"):
            option = words[index].text
            index += 2 if option in row.roles and "=" not in option else 1
        if index >= len(words) or words[index].text != verb:
            return None
        index += 1
    return index


def _taken(words: Sequence[Word], index: int, row: Installer) -> tuple[list[Argument], int]:
    """The arguments that declare something, and the index of the first word that belongs to another command."""
    found: list[Argument] = []
    positionals = 0
    options_end = False
    while index < len(words):
        word = words[index]
        index += 1
        if word.text == "--" and not options_end:
            options_end = True
        elif word.text.startswith("-") and len(word.text) > 1 and not options_end:
            role, value = _option(word, row)
            if role is not None and value is None and index < len(words):
                value = words[index]
                index += 1
            if role and value is not None:
                parts = _listed(value) if role == REQUIREMENT else [value]
                found += [Argument(role, part, row.at) for part in parts]
        elif word.text == _BLOCK_END:
            break
        else:
            positionals += 1
            if row.positional in (_COMMAND, _COMMAND_WITH_VERSION):
                has_source = any(argument.role == SOURCE for argument in found)
                if row.positional == _COMMAND_WITH_VERSION and not has_source:
                    found.append(Argument(REQUIREMENT, word, row.at))
                return found, index - 1 if row.positional == _COMMAND else len(words)
            if row.positional != _AFTER_FIRST or positionals > 1:
                found.append(Argument(FILE if row.positional == _FILES else REQUIREMENT, word, row.at))
    return found, index


def _listed(value: Word) -> Iterator[Word]:
    """The requirements in the value of an option such as --with, which uv takes several of."""
    start = 0
    for comma in _BETWEEN.finditer(value.text):
        yield value.part(start, comma.start())
        start = comma.end()
    yield value.part(start)


def _option(word: Word, row: Installer) -> tuple[str | None, Word | None]:
    """(role of the option's value, the value if it is attached); the role is None for one without value."""
    text = word.text
    if text.startswith("--"):
        name, sign, _ = text.partition("=")
        role = row.roles.get(name)
        return role, word.part(len(name) + 1) if sign else None
    for index in range(1, len(text)):  # short options may stand together: -Ur FILE
        role = row.roles.get(f"-{text[index]}")
        if role is not None:
            rest = word.part(index + 2 if text[index + 1 : index + 2] == "=" else index + 1)
            return role, rest if rest.text else None
    return None, None
