"""What every command of the collection does the same way, whatever it is about.

Apart from `core.command`, so that a command that looks at no files need not load what does.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NoReturn

from pratique import __version__
from pratique.core import terminal
from pratique.core.errors import PratiqueError, UsageError
from pratique.core.redact import visible

_RARE = 20_000_000  # objects made beyond those let go, before the garbage collector looks


class Parser(argparse.ArgumentParser):
    """argparse without abbreviations, and with errors that say where help is."""

    def __init__(self, **options: Any) -> None:
        # a width of its own keeps argparse from importing shutil to ask the terminal
        wide = partial(argparse.HelpFormatter, width=100, max_help_position=30)
        super().__init__(allow_abbrev=False, formatter_class=wide, **options)

    def error(self, message: str) -> NoReturn:
        terminal.put(sys.stderr, f"{self.prog}: error: {visible(message)}\ntry: {self.prog} --help\n")
        raise SystemExit(2)


def _collect_rarely() -> None:
    """Files make many objects and few cycles: the usual pace of the garbage collector costs a fifth of a run.

    What waits for it meanwhile is some 80 kB a file, so that a look every thousand files is soon enough;
    and before the process ends nobody needs one.
    """
    gc.set_threshold(_RARE)
    atexit.register(gc.freeze)


def guarded(prog: str, argv: Sequence[str] | None, run: Callable[[list[str]], int], quoting: bool = True) -> int:
    """Run a command: expected errors become a message and exit code 2, a crash does too.

    An argument that looks like an option and names a file is refused before any option acts:
    pre-commit hands over file names as they are, and one called `--version` must not turn the
    gate off. quoting: whether a crash is told with the exception's own words.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if argv is None:  # the process is the command's own
        _collect_rarely()
    try:
        for argument in arguments[: arguments.index("--")] if _explicit(arguments) else arguments:
            if argument.startswith("-") and os.path.lexists(argument):
                raise UsageError(f"{argument!r} is both an option's form and a file here: write ./{argument}")
        return run(arguments)
    except PratiqueError as error:
        lines = "\n".join(map(visible, str(error).splitlines()))
        terminal.put(sys.stderr, f"{prog}: error: {lines}\n")
        return 2
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # a traceback would show the values in scanned files
        from pratique.core.runner import crash  # only on the way to an error

        terminal.put(sys.stderr, f"{prog}: error: {crash(error, quoting)}\n")
        return 2


def _explicit(arguments: Sequence[str]) -> bool:
    return "--" in arguments and not os.path.lexists("--")


def top_level(prog: str, summary: str, verbs: dict[str, str], arguments: Sequence[str]) -> int:
    """--version and --help of a command."""
    if arguments[0] == "--version":
        terminal.put(sys.stdout, f"{prog} {__version__}\n")
        return 0
    lines = [f"usage: {prog} [VERB] …", "", summary, "", "verbs:"]
    lines += [f"  {name:<10} {text}" for name, text in verbs.items()]
    lines += ["", "exit codes: 0 clean; 1 findings, or files changed; 2 something could not be checked", ""]
    terminal.put(sys.stdout, "\n".join(lines))
    return 0
