"""What the index says about all that a file declares: asked once in a run, however many checks want to know."""

from __future__ import annotations

from functools import lru_cache

from pratique.core.errors import SettingsError
from pratique.core.finding import Problem
from pratique.core.settings import Settings
from pratique.deps.index import addresses, elsewhere
from pratique.deps.index.addresses import shown
from pratique.deps.index.client import Client
from pratique.deps.index.model import Answers, Unanswered
from pratique.deps.model import Declared

_NAMED = 3  # packages in one message


@lru_cache(maxsize=1)
def _client(settings: Settings) -> Client:
    return Client(addresses.configured(settings), settings.number("online-timeout"))


@lru_cache(maxsize=1)
def answers(declared: Declared) -> Answers:
    """What the index says of the requirements of one file."""
    asked = list(elsewhere.askable(declared))
    if not asked:
        return Answers((), ())
    try:
        client = _client(declared.settings)
    except SettingsError as error:
        return Answers((), (Problem(declared.source.path, "", f"--online: {error}"),))
    said = client.ask(requirement.name for requirement in asked)
    known = []
    failed: dict[tuple[str, str], list[str]] = {}
    for requirement in asked:
        answer = said[requirement.name]
        if isinstance(answer, Unanswered):
            failed.setdefault((requirement.source.path, str(answer)), []).append(requirement.name)
        else:
            known.append((requirement, answer))
    problems = [Problem(path, "", f"not looked up: {_listed(names)}: {why}") for (path, why), names in failed.items()]
    index = " and ".join(map(shown, client.indices.urls))
    return Answers(tuple(known), tuple(problems), index, client.indices.urls)


def _listed(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    more = f" and {len(unique) - _NAMED} more" if len(unique) > _NAMED else ""
    return ", ".join(unique[:_NAMED]) + more
