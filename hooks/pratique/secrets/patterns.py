"""Regular expressions compiled when first needed: most runs of the hook need none of them."""

from __future__ import annotations

import re
from functools import cache
from typing import overload


@overload
def compiled(pattern: str) -> re.Pattern[str]: ...
@overload
def compiled(pattern: bytes) -> re.Pattern[bytes]: ...
@cache
def compiled(pattern: str | bytes) -> re.Pattern[str] | re.Pattern[bytes]:
    """The pattern compiled, once in a process."""
    return re.compile(pattern)
