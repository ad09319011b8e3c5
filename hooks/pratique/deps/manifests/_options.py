"""Options on a line of a requirements file, as pip takes them."""

from __future__ import annotations

# long option -> (short one, whether it takes a value); pip's "Requirements File Format" page, with
# the spellings of older versions, which are still in use.
_OPTIONS = {
    "--requirement": ("-r", True),
    "--constraint": ("-c", True),
    "--editable": ("-e", True),
    "--index-url": ("-i", True),
    "--pypi-url": ("", True),
    "--extra-index-url": ("", True),
    "--no-index": ("", False),
    "--find-links": ("-f", True),
    "--no-binary": ("", True),
    "--only-binary": ("", True),
    "--prefer-binary": ("", False),
    "--require-hashes": ("", False),
    "--pre": ("", False),
    "--trusted-host": ("", True),
    "--use-feature": ("", True),
    "--hash": ("", True),
    "--config-settings": ("-C", True),
    "--config-setting": ("", True),
    "--global-option": ("", True),
    "--install-option": ("", True),
    "--build-option": ("", True),
    "--always-unzip": ("-Z", False),
    "--process-dependency-links": ("", False),
    "--use-wheel": ("", False),
    "--no-use-wheel": ("", False),
    "--allow-external": ("", True),
    "--allow-all-external": ("", False),
    "--allow-unverified": ("", True),
}
_SHORT = {short: name for name, (short, _) in _OPTIONS.items() if short}


def split(line: str) -> tuple[str, str]:
    """(requirement, options) of a line: options begin at the first word with a dash in front."""
    position = 0
    for word in line.split(" "):
        if word.startswith("-"):
            return (line[:position].rstrip(), line[position:])
        position += len(word) + 1
    return (line, "")


def parse(text: str) -> list[tuple[str, str]]:
    """(long option, value) in the order given; ValueError names what pip would not take."""
    if not text:
        return []
    import shlex  # pip splits options as a shell does

    words = iter(shlex.split(text))
    given = []
    for word in words:
        name, value, attached = _named(word)
        if _OPTIONS[name][1]:
            if not attached:
                value = next(words, "")
            if not value:
                raise ValueError(f"{name} lacks its value")
        given.append((name, value))
    return given


def _named(word: str) -> tuple[str, str, bool]:
    """(long option, attached value, whether there is one) for a word; pip lets long ones be cut short."""
    if word.startswith("--"):
        stem, sign, value = word.partition("=")
        near = [name for name in _OPTIONS if name.startswith(stem)]
        if stem in _OPTIONS or len(near) == 1:
            return (stem if stem in _OPTIONS else near[0], value, bool(sign))
    elif word[:2] in _SHORT:
        return (_SHORT[word[:2]], word[2:], len(word) > 2)
    if not word.startswith("-"):
        raise ValueError(f"{word} stands behind an option, where pip ignores it: write one requirement a line")
    raise ValueError(f"{word.partition('=')[0]} is not an option of requirements files")
