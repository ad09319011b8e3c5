"""Settings: what `[tool.pratique]` and the command line say, checked, with where each came from."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pratique.core import globs, room
from pratique.core.errors import SettingsError
from pratique.core.finding import PROFILES, SEVERITIES

if TYPE_CHECKING:
    from pratique.core.rule import Rule

MEGABYTE = 1_000_000
SECTIONS = ("lint", "secrets", "deps", "prompts", "provenance")
AI_LINE_POLICIES = ("raise-severity", "require-reason", "skip-baseline")


class Column(NamedTuple):
    """A key of each table of an option of the kind "tables"; is_date: a date, else a text."""

    key: str
    is_date: bool = False
    required: bool = False


class Option(NamedTuple):
    """A settings key.

    kind: "text", "path" (text; taken from the repository's root when it comes from a settings
    file), "number" (a whole number, 0 or more), "flag", "texts" (a list of texts), "map" (a table
    of lists of texts) or "tables" (a list of tables). choices: what a text, or each of the texts, may
    be. flag: whether it is also a command-line option. columns: what each of the tables holds.
    """

    key: str
    kind: str
    default: Any
    help: str
    choices: tuple[str, ...] = ()
    flag: bool = False
    columns: tuple[Column, ...] = ()


COMMON = (
    Option("select", "texts", (), "run only these rules"),
    Option("ignore", "texts", (), "do not run these rules"),
    Option("fail-on", "text", "low", "the lowest severity that stops a commit", choices=SEVERITIES),
    Option("profile", "text", "default", "how much to show", choices=PROFILES),
    Option("exclude", "texts", (), "path patterns that no hook looks at"),
    Option("per-path", "map", {}, "path pattern -> rules that are not wanted there"),
    Option("baseline", "path", ".pratique-baseline.json", "the file of accepted findings"),
    Option("max-file-size", "number", 10 * MEGABYTE, "bytes above which a file is refused"),
    Option("foreign-ignores", "flag", False, "honour `nosec`, `noqa` and `pragma: allowlist secret`"),
    Option("ai-lines", "texts", (), "what changes on lines that an assistant wrote", choices=AI_LINE_POLICIES),
)


class Value(NamedTuple):
    """A setting and its origin: "default", the settings file's name or "command line"."""

    value: Any
    origin: str


@dataclass(frozen=True, eq=False)
class Settings:
    """The settings of one hook in one run. root is absolute; keys are those of the options.

    Each is equal to itself alone, so that what follows from it can be worked out once.

    salt: key of the digests of secrets, from the baseline's head (b"" where there is none).
    """

    hook: str
    root: str
    values: Mapping[str, Value] = field(default_factory=dict)
    salt: bytes = b""

    def _get(self, key: str) -> Any:
        return self.values[key].value

    def text(self, key: str) -> str:
        return str(self._get(key))

    def number(self, key: str) -> int:
        return int(self._get(key))

    def flag(self, key: str) -> bool:
        return bool(self._get(key))

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self._get(key))

    def mapping(self, key: str) -> dict[str, tuple[str, ...]]:
        return dict(self._get(key))

    def tables(self, key: str) -> tuple[dict[str, str], ...]:
        """Each table as it was written, dates as `YYYY-MM-DD`."""
        return tuple(self._get(key))

    def path(self, key: str) -> str:
        """The absolute path of a setting of kind "path", or "" when it is empty.

        From the command line it is taken from the working directory, else from the root.
        """
        setting = self.values[key]
        if not setting.value:
            return ""
        base = os.getcwd() if setting.origin == COMMAND_LINE else self.root
        return os.path.join(base, os.path.expanduser(setting.value))

    def excludes(self, path: str) -> bool:
        return globs.matches_any(path, self.texts("exclude"))

    def runs(self, name: str) -> bool:
        """Whether the rule of that name was neither left out nor ignored."""
        select = self.texts("select")
        return name not in self.texts("ignore") and (not select or name in select)

    def shows(self, rule: Rule) -> bool:
        """Whether findings of the rule are wanted: it runs, and the profile reaches it.

        A rule that is selected by name is shown whatever its profile.
        """
        return self.shows_finding(rule.name, rule.profile)

    def shows_finding(self, name: str, profile: str) -> bool:
        """`shows` for who has only the rule's name and profile at hand."""
        if not self.runs(name):
            return False
        reach = PROFILES.index(self.text("profile"))
        return name in self.texts("select") or PROFILES.index(profile) <= reach

    def unwanted_at(self, path: str) -> set[str]:
        """Rules that `per-path` turns off for the path."""
        return {
            name
            for pattern, rules in self.mapping("per-path").items()
            if globs.matches(path, pattern)
            for name in rules
        }


COMMAND_LINE = "command line"


def load(root: str, hook: str, options: Iterable[Option], command_line: Mapping[str, Any]) -> Settings:
    """Settings of a hook; SettingsError names the file, the key and what would be right.

    command_line: key -> value for the keys that were given there.
    """
    name, table = _read_table(root)
    own = tuple(options)
    values = {option.key: Value(option.default, "default") for option in (*COMMON, *own)}
    _reject_unknown(name, "", table, {option.key for option in COMMON}.union(SECTIONS))
    section = table.get(hook, {})
    if not isinstance(section, dict):
        raise SettingsError(f"{name}: {hook} must be a table")
    _reject_unknown(name, f"{hook}.", section, {option.key for option in own})
    for prefix, keys, given in (("", COMMON, table), (f"{hook}.", own, section)):
        for option in keys:
            if option.key in given:
                checked = _checked(f"{name}: {prefix}{option.key}", option, given[option.key])
                values[option.key] = Value(checked, name)
    for option in (*COMMON, *own):
        if option.key in command_line:
            checked = _checked(f"--{option.key}", option, command_line[option.key])
            values[option.key] = Value(checked, COMMAND_LINE)
    _check_rule_names(values)
    _check_patterns(values)
    if "select" in command_line and "ignore" not in command_line:
        values["ignore"] = _without(values["ignore"], values["select"].value)
    return Settings(hook, root, values)


def _without(ignored: Value, selected: Iterable[str]) -> Value:
    """What the settings file ignores, but for rules that the command line asks for by name."""
    return ignored._replace(value=tuple(name for name in ignored.value if name not in selected))


def _check_patterns(values: Mapping[str, Value]) -> None:
    for key in ("exclude", "per-path"):
        for pattern in values[key].value:
            if not globs.is_valid(pattern):
                raise SettingsError(f'{values[key].origin}: {key}: "{pattern}" is no pattern of paths')


def with_salt(settings: Settings, salt: bytes) -> Settings:
    return replace(settings, salt=salt)


def _read_table(root: str) -> tuple[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    pyproject = _parse(root, "pyproject.toml", needle=b"pratique")
    if pyproject is not None:
        tool = pyproject.get("tool", {})
        if isinstance(tool, dict) and "pratique" in tool:
            found["pyproject.toml"] = tool["pratique"]
    own = _parse(root, "pratique.toml")
    if own is not None:
        found["pratique.toml"] = own
    if len(found) == 2:
        raise SettingsError("both pyproject.toml ([tool.pratique]) and pratique.toml hold settings; keep one of them")
    for name, table in found.items():
        if not isinstance(table, dict):
            raise SettingsError(f"{name}: tool.pratique must be a table")
        return name, table
    return "pratique.toml", {}


def _parse(root: str, name: str, needle: bytes = b"") -> dict[str, Any] | None:
    """The TOML file as a dict; None where there is none or it does not mention the needle."""
    try:
        with open(os.path.join(root, name), "rb") as file:
            raw = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SettingsError(f"{name}: cannot be read: {error.strerror}") from error
    if needle not in raw:
        return None
    import tomli  # only where there are settings: most repositories have none

    try:
        return tomli.loads(raw.decode("utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise SettingsError(f"{name}: not valid TOML: nested too deeply") from error


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean "x"?` or "" when nothing is near."""
    import difflib  # only on the way to an error

    near = difflib.get_close_matches(name, sorted(known), n=1)
    return f'; did you mean "{near[0]}"?' if near else ""


def _reject_unknown(file: str, prefix: str, table: Mapping[str, Any], known: set[str]) -> None:
    for key in table:
        if key not in known:
            listed = f"known are: {', '.join(sorted(known))}" if known else "none is known here"
            hint = did_you_mean(key, known) or f"; {listed}"
            if prefix and any(option.key == key for option in COMMON):
                hint = f"; it belongs to [tool.pratique] itself, without {prefix.rstrip('.')}"
            raise SettingsError(f'{file}: unknown setting "{prefix}{key}"{hint}')


def _is_texts(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


# kind -> (whether a value fits, how to store it, what to say when it does not)
_KINDS: dict[str, tuple[Callable[[Any], bool], Callable[[Any], Any], str]] = {
    "text": (lambda v: isinstance(v, str), str, "a text"),
    "path": (lambda v: isinstance(v, str), str, "a path"),
    "number": (
        lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 0,
        int,
        "a whole number, 0 or more",
    ),
    "flag": (lambda v: isinstance(v, bool), bool, "true or false"),
    "texts": (_is_texts, tuple, "a list of texts"),
    "map": (
        lambda v: isinstance(v, dict) and all(map(_is_texts, v.values())),
        lambda v: {key: tuple(items) for key, items in v.items()},
        "a table of lists of texts",
    ),
    "tables": (
        lambda v: isinstance(v, (list, tuple)) and all(isinstance(item, dict) for item in v),
        tuple,
        "a list of tables",
    ),
}


def _checked(where: str, option: Option, value: Any) -> Any:
    fits, store, expected = _KINDS[option.kind]
    if not fits(value):
        raise SettingsError(f"{where} must be {expected}, not {value!r}")
    stored = store(value)
    if option.columns:
        return tuple(_row(f"{where}: entry {number}", option.columns, row) for number, row in enumerate(stored, 1))
    chosen = stored if option.kind == "texts" else (stored,)
    for item in chosen if option.choices else ():
        if item not in option.choices:
            hint = did_you_mean(item, option.choices)
            raise SettingsError(f'{where}: "{item}" is none of {", ".join(option.choices)}{hint}')
    return stored


def _row(where: str, columns: Iterable[Column], row: Mapping[str, Any]) -> dict[str, str]:
    """One table of a list of them, checked."""
    known = {column.key: column for column in columns}
    for key in row:
        if key not in known:
            raise SettingsError(f'{where}: unknown key "{key}"{did_you_mean(key, known)}')
    for column in known.values():
        if column.required and not str(row.get(column.key, "")).strip():
            raise SettingsError(f"{where}: lacks its {column.key}")
    return {key: _cell(f"{where}: {key}", known[key], value) for key, value in row.items()}


def _cell(where: str, column: Column, value: Any) -> str:
    import datetime  # only where a table is given

    if column.is_date:
        if isinstance(value, str):
            with contextlib.suppress(ValueError):  # strptime: what fromisoformat takes depends on the version of Python
                value = datetime.datetime.strptime(value, "%Y-%m-%d").date()
        if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
            raise SettingsError(f"{where} must be a date as in 2026-12-31, not {value!s:.40}")
        return value.isoformat()
    if not isinstance(value, str):
        raise SettingsError(f"{where} must be a text, not {value!r:.40}")
    return value


def _check_rule_names(values: Mapping[str, Value]) -> None:
    named = [(key, values[key].origin, name) for key in ("select", "ignore") for name in values[key].value]
    per_path = values["per-path"]
    named += [("per-path", per_path.origin, name) for names in per_path.value.values() for name in names]
    if not named:
        return
    known = room.owners()
    for key, origin, name in named:
        if name not in known:
            where = f"--{key}" if origin == COMMAND_LINE else f"{origin}: {key}"
            raise SettingsError(f'{where}: unknown rule "{name}"{did_you_mean(name, known)}')
