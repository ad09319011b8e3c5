"""What a Python file imports, held against the repository: its own modules, and what its manifests declare."""

from __future__ import annotations


def is_python(path: str) -> bool:
    """Whether the imports of the file count; its name alone decides."""
    return path.endswith((".py", ".pyw"))
