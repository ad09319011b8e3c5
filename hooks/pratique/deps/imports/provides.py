"""Which modules the declared distributions provide: by the table, else by how distributions are named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pratique.deps.imports import known
from pratique.deps.names import canonical

_PREFIX = re.compile(r"^(?:python3?|py|lib)-|^py(?=[a-z0-9]{3})|^lib(?=[a-z0-9]{3})")
_SUFFIX = re.compile(
    r"-?(?:python3?|py)$|-?[0-9]+$|-(?:bin|binary|headless|cpu|gpu|base|core|stable|nightly|ng|wheels?)$"
)
_STUBS = re.compile(r"^types-|-stubs$")
# Letters of a word that two names share: as a whole, or as a part.
_SHORT, _LONG = 3, 4


class Declared:
    """The names of declared distributions, ready to be asked for a module."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        held = {name for name in self.names if not _STUBS.search(name)}
        self._modules = frozenset().union(*map(_modules, held))
        self._strangers = [name for name in held if not known.is_familiar(name)]
        self._parts = frozenset().union(*map(_parts, held))
        self._held = held

    def provides(self, module: str) -> bool:
        """Whether one of them is known, or by its name very likely, to hold the dotted module."""
        top = module.partition(".")[0]
        holders = known.holders(module)
        if any(name in self._held for name in holders):
            return True
        if top in known.namespaces():
            return self._has_part(module, holders)
        return top.lower() in self._modules

    def _has_part(self, module: str, holders: tuple[str, ...]) -> bool:
        """The same for a part of a namespace: of one that is not in the table, by its name."""
        if holders and module.partition(".")[0] not in known.by_module():
            return False
        parts = module.lower().split(".")
        paths = ("-".join(canonical(part) for part in parts[:length]) for length in (3, 2, 1))
        return any(name == path or name.startswith(f"{path}-") for path in paths for name in self._held)

    def brings(self, distribution: str) -> bool:
        """Whether one of them always comes with the distribution: a plugin or a fork of it, by its name, as well."""
        return distribution in self._parts or not self._held.isdisjoint(known.bringers().get(distribution, ()))

    def may_provide(self, module: str) -> bool:
        """Whether the name of one of them speaks for it: it ends in the module's, or is unfamiliar and sounds alike."""
        top = canonical(module.partition(".")[0])
        if top in self._parts and len(top) >= _LONG and top not in known.general():
            return True
        return any(_sound_alike(top, name) for name in self._strangers)


@lru_cache(maxsize=20_000)
def _parts(name: str) -> frozenset[str]:
    """What a name of several words begins and ends with: flask and login of flask-login."""
    words = name.split("-")
    ends = (words[:length] for length in range(1, len(words))), (words[length:] for length in range(1, len(words)))
    return frozenset("-".join(part) for parts in ends for part in parts)


@lru_cache(maxsize=20_000)
def _modules(name: str) -> frozenset[str]:
    """What a distribution of that canonical name may hold, in lower case."""
    found = {module.lower().partition(".")[0] for module in known.modules_of().get(name, ())}
    bare = _PREFIX.sub("", name, count=1)
    forms = (name, bare, _SUFFIX.sub("", name, count=1), _SUFFIX.sub("", bare, count=1))
    found.update(form.replace("-", "_") for form in forms)
    found.add(name.replace("-", ""))
    first, dash, _ = name.partition("-")
    if dash and not known.holders(first):  # a namespace, or a distribution that is called after its maker
        found.add(first)
    return frozenset(found)


def _sound_alike(module: str, name: str) -> bool:
    """Whether a word of one is a word of the other, or a longer one is part of it."""
    ours, theirs = _telling(module), _telling(name)
    whole, other = module.replace("-", ""), name.replace("-", "")
    return bool(
        ours & theirs
        or any(word in whole for word in theirs if len(word) >= _LONG)
        or any(word in other for word in ours if len(word) >= _LONG)
    )


def _telling(name: str) -> set[str]:
    return {word for word in name.split("-") if len(word) >= _SHORT and word not in known.general()}
