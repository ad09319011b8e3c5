"""Advisories that the settings ignore: which of them apply, and which were of use in a run."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pratique.core.settings import Column, Option, Settings
from pratique.deps.model import Requirement
from pratique.deps.names import canonical

KEY = "ignored-advisories"
OPTION = Option(
    KEY,
    "tables",
    (),
    "advisories that do no harm here, by any of their ids; for one package or all, for good or until a day",
    columns=(Column("id", required=True), Column("package"), Column("reason", required=True), Column("expires", True)),
)


class Ignore(NamedTuple):
    """An entry of the settings. package: canonical, "" for any. expires: the last day as YYYY-MM-DD, or ""."""

    id: str
    package: str
    reason: str
    expires: str

    def is_about(self, package: str, names: Iterable[str]) -> bool:
        wanted = self.id.casefold()
        return self.package in ("", package) and any(name.casefold() == wanted for name in names)

    @property
    def is_expired(self) -> bool:
        return bool(self.expires) and self.expires < _today()


class Ledger:
    """The entries of one run, and what was seen in it.

    used: the places of entries that something was found for. pinned, ranges: the names of packages
    whose version a manifest or a lock file settles, and of those that only installing settles.
    """

    def __init__(self, entries: tuple[Ignore, ...]) -> None:
        self.entries = entries
        self.used: set[int] = set()
        self.pinned: set[str] = set()
        self.ranges: set[str] = set()

    def see(self, requirements: Iterable[Requirement]) -> None:
        """Note what a manifest declares."""
        for requirement in requirements:
            if requirement.version:
                self.pinned.add(requirement.name)
            elif not requirement.locked:
                self.ranges.add(requirement.name)

    def ignores(self, package: str, names: Iterable[str]) -> bool:
        """Whether an entry that has not expired is about the package and one of the ids."""
        return any(not self.entries[place].is_expired for place in self._places(package, names))

    def use(self, package: str, names: Iterable[str]) -> None:
        """Note that something was found which these entries are about."""
        self.used.update(self._places(package, names))

    def expired(self, package: str, names: Iterable[str]) -> Ignore | None:
        """The entry that would ignore it but for its date."""
        entries = (self.entries[place] for place in self._places(package, names))
        return next((entry for entry in entries if entry.is_expired), None)

    def _places(self, package: str, names: Iterable[str]) -> list[int]:
        names = tuple(names)
        return [place for place, entry in enumerate(self.entries) if entry.is_about(package, names)]


@lru_cache(maxsize=4)
def of(settings: Settings) -> Ledger:
    """The one ledger of the settings, which are made once for a run."""
    return Ledger(
        tuple(
            Ignore(row["id"].strip(), canonical(row.get("package", "").strip()), row["reason"], row.get("expires", ""))
            for row in settings.tables(KEY)
        )
    )


def _today() -> str:
    import datetime  # only where an entry has a date

    return datetime.date.today().isoformat()
