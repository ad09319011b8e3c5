"""Which files hold text: by well-known extension, else by their first bytes."""

from __future__ import annotations

import codecs

# As git decides: a NUL byte this near to the start means binary content.
HEAD_SIZE = 8192

# UTF-16 and UTF-32 hold NUL bytes and are text nonetheless. UTF-8 is here for completeness.
_TEXT_BOMS = (
    codecs.BOM_UTF8,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
)

# Names that promise text: one stray NUL byte must not put such a file out of sight. Extensions that
# binary formats share (.ts, .key) are left to the head.
_TEXT_EXTENSIONS = frozenset(
    ".py .pyi .pyw .pyx .ipynb .js .mjs .cjs .jsx .tsx .json .jsonc .jsonl .json5 .yaml .yml .toml .ini .cfg .conf "  # noqa: SIM905
    ".properties .env .md .mdc .mdx .rst .txt .html .htm .xml .svg .css .scss .sh .bash .zsh .fish .ps1 .bat .cmd "
    ".sql .tf .tfvars .hcl .go .rs .java .kt .c .h .cc .cpp .hpp .cs .rb .php .lua .swift .scala .gradle .po .pot "
    ".csv .tsv .log .pem .patch .diff .dockerfile .graphql .proto .vue .svelte".split()
)


def is_text(path: str, head: bytes) -> bool:
    """Whether the file holds text, from its path and its first `HEAD_SIZE` bytes (fewer if shorter).

    A known text extension or a byte-order mark decides; else any NUL byte means binary.
    """
    if has_text_extension(path) or head.startswith(_TEXT_BOMS):
        return True
    return b"\0" not in head[:HEAD_SIZE]


def has_text_extension(path: str) -> bool:
    """Whether the name alone says that the file is text; `.env` counts as its own extension."""
    name = path.rsplit("/", 1)[-1].lower()
    dot = name.rfind(".")
    return dot >= 0 and name[dot:] in _TEXT_EXTENSIONS
