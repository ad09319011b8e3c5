"""One requirement as PEP 508 writes it, taken apart with the place of its version.

Plain pins, which are most of what there is, are read by one regular expression; everything else
by `packaging`, whose import costs more than the rest of a run.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from pratique.core.redact import mask, visible
from pratique.deps.names import canonical

_NAME = r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)"
_EXTRAS = r"(?:\s*\[\s*[A-Za-z0-9._-]+(?:\s*,\s*[A-Za-z0-9._-]+)*\s*\])?"
# Versions in their normal form (PEP 440, Appendix B has the full grammar).
_VERSION = r"(?P<version>[0-9]+(?:\.[0-9]+)*(?:(?:a|b|rc)[0-9]+)?(?:\.post[0-9]+)?(?:\.dev[0-9]+)?(?:\+[a-z0-9.]+)?)"
_PLAIN_PIN = re.compile(rf"{_NAME}{_EXTRAS}\s*==\s*{_VERSION}\s*(?:;(?P<marker>.*))?\Z", re.DOTALL)
_VARIABLE = r"(?:python(?:_full)?_version|os_name|sys_platform|platform_[a-z_]+|implementation_(?:name|version)|extra)"
_COMPARISON = rf"{_VARIABLE}\s*(?:===|[<>=!~]=|[<>]|not\s+in\b|in\b)\s*(?:'[^']*'|\"[^\"]*\")"
_PLAIN_MARKER = rf"\s*{_COMPARISON}(?:\s+(?:and|or)\s+{_COMPARISON})*\s*\Z"
_EXACT = r"===?\s*(?P<version>[^\s,;)=]+)"
# What pip takes for an archive by its name, wheels first.
ARCHIVES = (
    *(".whl", ".zip", ".tar.gz", ".tgz", ".tar", ".tar.bz2", ".tbz"),
    *(".tar.xz", ".txz", ".tlz", ".tar.lz", ".tar.lzma"),
)
_BOUNDS = (">=", "~=")
_BOUND = r"[>~]=\s*(?P<version>[^\s,;)=]+)"


class Parsed(NamedTuple):
    """A requirement: canonical name, exact version or "", where the version stands in the text.

    specifier: the constraint. url: where it is to be fetched from, or "". lower, lower_at: the same
    as version and version_at for the lower bound of a range (`>=`, `~=`), the highest of several.
    """

    name: str
    version: str = ""
    version_at: tuple[int, int] | None = None
    specifier: str = ""
    url: str = ""
    lower: str = ""
    lower_at: tuple[int, int] | None = None


def plain_pin(text: str) -> Parsed | None:
    """The requirement if it is a name with one exact version, perhaps extras and a common marker."""
    plain = _PLAIN_PIN.match(text)
    if plain and (plain["marker"] is None or re.match(_PLAIN_MARKER, plain["marker"])):
        version = plain["version"]
        return Parsed(canonical(plain["name"]), version, plain.span("version"), f"=={version}")
    return None


def parse(text: str) -> Parsed:
    """The requirement that the text holds; ValueError with the reason when it holds none."""
    plain = plain_pin(text)
    if plain:
        return plain
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        parsed = Requirement(text)
    except InvalidRequirement as error:
        raise ValueError(str(error).splitlines()[0]) from error
    name = canonical(parsed.name)
    if parsed.url:
        return Parsed(name, archive(parsed.url)[1], None, f"@ {visible(mask(parsed.url))}", parsed.url)
    exact = sorted({item.version for item in parsed.specifier if _is_exact(item.operator, item.version)})
    if len(set(map(_number, exact))) > 1:
        raise ValueError(f"asks for several versions of {name} at once: {', '.join(exact)}")
    if not exact:
        lower = _lower([item.version for item in parsed.specifier if item.operator in _BOUNDS])
        at = _version_at(_BOUND, text, lower) if lower else None
        return Parsed(name, specifier=str(parsed.specifier), lower=lower, lower_at=at)
    written = [match["version"] for match in re.finditer(_EXACT, text.partition(";")[0])]
    is_single = len([version for version in written if not version.endswith(".*")]) == 1  # else all had to be raised
    at = _version_at(_EXACT, text, exact[0]) if is_single else None
    return Parsed(name, exact[0], at, str(parsed.specifier))


def _number(version: str) -> object:
    """What makes two spellings of a version one: 1.0 is 1."""
    from packaging.version import InvalidVersion, Version

    try:
        return Version(version)
    except InvalidVersion:  # behind ===
        return version


def _lower(bounds: Collection[str]) -> str:
    """The bound that counts: the highest."""
    if len(bounds) < 2:
        return "".join(bounds)
    from packaging.version import Version

    return max(bounds, key=Version)


def _is_exact(operator: str, version: str) -> bool:
    return operator in ("==", "===") and not version.endswith(".*")


def _version_at(clause: str, text: str, version: str) -> tuple[int, int] | None:
    """Where the version stands in a clause of that form: before any marker, which may compare versions as well."""
    for match in re.finditer(clause, text.partition(";")[0]):
        if match["version"] == version:
            return match.span("version")
    return None


def archive(url: str) -> tuple[str, str]:
    """(canonical name, version) that the file name of an address or path states, or ("", "").

    Wheels: the binary distribution format; source archives: PEP 625 and what came before it.
    """
    from urllib.parse import parse_qs, unquote, urlsplit

    from packaging.utils import parse_sdist_filename, parse_wheel_filename

    if re.match(r"[a-z]+\+", url):  # a repository: what is checked out need not be that release
        return ("", "")
    try:
        parts = urlsplit(url)
        egg = plain_pin(parse_qs(parts.fragment).get("egg", [""])[0])
        if egg:
            return (egg.name, egg.version)
        file = unquote(parts.path).replace("\\", "/").rpartition("/")[2]
        ending = next((ending for ending in ARCHIVES if file.lower().endswith(ending)), "")
        if ending == ".whl":
            name, version, _, _ = parse_wheel_filename(file)
        elif ending:
            name, version = parse_sdist_filename(f"{file[: -len(ending)]}.tar.gz")
        else:
            return ("", "")
    except ValueError:  # packaging's own as well; half an IPv6 address is no address
        return ("", "")
    return (canonical(name), str(version))
