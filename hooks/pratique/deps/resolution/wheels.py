"""pip that builds nothing; a program of its own, which takes pip's arguments.

`--only-binary :all:` holds for what an index offers alone: a wheel may require `name @ https://…/name.tar.gz`, or the
commit of a repository, or a folder, and pip fetches that and runs its build to learn what it requires in turn. (Only
for the wheels of one public index it refuses that.) So the two places through which pip gets at what is no wheel are
closed here. They are private ones of pip: where a pip does not have them, nothing is run at all.
"""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

_REFUSED = "is no wheel, and nothing is built here: "
_CHANGED = "ERROR: this pip is laid out in another way than those that are known, so it cannot be kept from building"


def main() -> int:
    here = os.path.dirname(os.path.realpath(__file__))
    sys.path[:] = [place for place in sys.path if os.path.realpath(place or os.curdir) != here]
    os.environ["_PIP_RUNNING_IN_SUBPROCESS"] = "1"  # pip's word for: do not start another interpreter
    try:
        pip_main = _closed()
    except (ImportError, AttributeError) as error:
        missing = "No module named pip" if isinstance(error, ImportError) and error.name == "pip" else _CHANGED
        sys.stderr.write(f"{missing}\n")
        return 1
    return int(pip_main(sys.argv[1:]))


def _closed() -> Any:
    """pip's main function, with the ways to sources closed; ImportError or AttributeError where there are others."""
    from pip._internal.cli.main import main as pip_main
    from pip._internal.distributions.sdist import SourceDistribution
    from pip._internal.exceptions import InstallationError
    from pip._internal.operations import prepare

    fetch = prepare.unpack_url

    def fetch_wheel(link: Any, *arguments: Any, **named: Any) -> Any:
        """Before anything is fetched or checked out."""
        if not link.is_wheel or link.is_vcs:
            raise InstallationError(f"{link.filename} {_REFUSED}{link.url_without_fragment}")
        return fetch(link, *arguments, **named)

    def refuse(distribution: Any, *arguments: Any, **named: Any) -> NoReturn:
        """Before the build of whatever is there already, such as a folder."""
        raise InstallationError(f"{distribution.req.name or distribution.req} {_REFUSED}{distribution.req.link}")

    if not callable(SourceDistribution.prepare_distribution_metadata) or not callable(fetch):
        raise AttributeError
    prepare.unpack_url = fetch_wheel
    SourceDistribution.prepare_distribution_metadata = refuse  # type: ignore[method-assign,assignment]
    return pip_main


if __name__ == "__main__":
    raise SystemExit(main())
