"""Archives whose members choose where they are written."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    AppendArgument,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
)

RULE = Rule(
    name="tar-extracted-unfiltered",
    summary="a tar archive is extracted wherever its names lead",
    help='Extract with the data filter: archive.extractall(folder, filter="data").',
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(22, 59),
    what=(
        "Calls of extractall and extract of a tarfile.TarFile, and of shutil.unpack_archive for tar archives, without "
        'a filter or with one that trusts the archive ("fully_trusted"). An explicit list of members, which may have '
        "been checked, is shown in the strict profile. Where the archive is seen to be opened, archive-slip reports it."
    ),
    why=(
        "A tar archive can hold names such as ../../etc/cron.d/job, absolute ones, links that lead out of the folder, "
        "devices and set-uid programs. Before Python 3.14 all are created as the archive says."
    ),
    assistants="The examples in which extractall() stands alone are twenty years old; the filter came with PEP 706.",
    remedy=(
        "The fix adds the data filter, which refuses what leads out of the folder and ignores owners and dangerous "
        "modes. It exists from Python 3.12 on, and in the security releases of 3.8 to 3.11."
    ),
    prompt='Extract tar archives with filter="data" only.',
    references=(
        "https://peps.python.org/pep-0706/",
        "https://docs.python.org/3/library/tarfile.html#extraction-filters",
    ),
    foreign=("B202", "S202"),
    bad=(
        Bad(
            """\
import tarfile


def unpack(archive: tarfile.TarFile, folder):
    archive.extractall(folder)  # all of it
""",
            why="no filter",
            fixed="""\
import tarfile


def unpack(archive: tarfile.TarFile, folder):
    archive.extractall(folder, filter="data")  # all of it
""",
        ),
        Bad(
            """\
import tarfile


def unpack(archive: "tarfile.TarFile | None" = None):
    if archive is not None:
        archive.extractall()
""",
            why="into the current folder",
            fixed="""\
import tarfile


def unpack(archive: "tarfile.TarFile | None" = None):
    if archive is not None:
        archive.extractall(filter="data")
""",
        ),
        Bad(
            """\
import tarfile


def unpack(archive: tarfile.TarFile, folder):
    for member in archive.getmembers():
        archive.extract(member, folder)
""",
            why="member by member",
            fixed="""\
import tarfile


def unpack(archive: tarfile.TarFile, folder):
    for member in archive.getmembers():
        archive.extract(member, folder, filter="data")
""",
        ),
        Bad(
            """\
import tarfile


def unpack(archive: tarfile.TarFile, folder):
    archive.extractall(folder, filter='fully_trusted')
""",
            why="the filter that trusts everything",
            fixed="""\
import tarfile


def unpack(archive: tarfile.TarFile, folder):
    archive.extractall(folder, filter='data')
""",
        ),
        Bad(
            """\
import shutil


def restore(name):
    shutil.unpack_archive(name, "restored", format="gztar")
""",
            why="shutil, on a tar archive",
            fixed="""\
import shutil


def restore(name):
    shutil.unpack_archive(name, "restored", format="gztar", filter="data")
""",
        ),
        Bad(
            """\
import shutil


def restore(name):
    shutil.unpack_archive(name, "restored")
""",
            why="shutil, on an archive of any format, for the strict",
        ),
        Bad(
            """\
import tarfile


def unpack(archive: tarfile.TarFile, folder, chosen):
    archive.extractall(folder, members=chosen(archive))
""",
            why="members that someone chose, for the strict",
            fixed="""\
import tarfile


def unpack(archive: tarfile.TarFile, folder, chosen):
    archive.extractall(folder, members=chosen(archive), filter="data")
""",
        ),
    ),
    good=(
        Good(
            """\
import tarfile


def unpack(name, folder):
    with tarfile.open(name) as archive:
        archive.extractall(folder, filter="data")
""",
            why="the data filter",
        ),
        Good(
            """\
import tarfile


def unpack(name, folder):
    with tarfile.open(name) as archive:
        archive.extraction_filter = tarfile.data_filter
        archive.extractall(folder)
""",
            why="the filter is set on the archive",
        ),
        Good(
            """\
import zipfile


def unpack(folder):
    with zipfile.ZipFile("icons.zip") as archive:
        archive.extractall(folder)
""",
            why="zipfile keeps its members inside the folder",
        ),
        Good(
            """\
import shutil


def restore(name):
    shutil.unpack_archive(name, "restored", format="zip")
""",
            why="shutil, on a zip archive",
        ),
        Good(
            """\
def unpack(archive, folder):
    archive.extractall(folder)
""",
            why="an archive of which nothing is known",
        ),
    ),
)

_ARCHIVES = ("tarfile.open()", "tarfile.TarFile()", "tarfile.TarFile.open()", "tarfile.TarFile.gzopen()")
_ALL = {f"{archive}.extractall" for archive in _ARCHIVES}
_ONE = {f"{archive}.extract" for archive in _ARCHIVES}
_SHUTIL = "shutil.unpack_archive"
_FORMATS = {"tar", "gztar", "bztar", "xztar", "zstdtar"}
_REASON = (
    "members that lead out of the folder are refused with an exception; needs Python 3.12, or a recent 3.8 to 3.11"
)


def check_call(call: Call) -> Iterator[Report]:
    is_shutil = _SHUTIL in call.names
    if call.is_open or not (is_shutil or call.names & _ALL or call.names & _ONE):
        return
    given = call.argument("filter", 3 if is_shutil else None)
    if given is not None and given.constant not in ("fully_trusted", None):
        return
    kind = call.argument("format", 2) if is_shutil else None
    if _is_own(call, is_shutil) or (kind is not None and kind.constant not in _FORMATS):
        return
    chosen = call.argument("members", 1) if call.names & _ALL else None
    strict = (is_shutil and kind is None) or (chosen is not None and chosen.constant is not None)
    yield Report(
        call.node,
        repair=None if is_shutil and kind is None else _filtered(call),
        severity=Severity.LOW if strict else None,
        profile="strict" if strict else "",
    )


def _is_own(call: Call, is_shutil: bool) -> bool:
    """Whether the archive is a file of the program's own, of a constant name, or has a filter set on it (PEP 706)."""
    if b"extraction_filter" in call.file.data:
        return True
    if not is_shutil:
        receiver = call.function.node.value if isinstance(call.function.node, cst.Attribute) else None
        found = call.value(receiver).literal if receiver is not None else None
        node = found.node if found is not None else None
        name = node.args[0].value if isinstance(node, cst.Call) and node.args else None
        return found is not None and name is not None and isinstance(found.at(name).constant, str)
    name_given = call.argument("filename", 0)
    return name_given is not None and isinstance(name_given.constant, str)


def _filtered(call: Call) -> Repair | None:
    given = call.argument("filter", 3 if _SHUTIL in call.names else None)
    title = "extract with the data filter"
    if given is not None:
        return Repair(title, (given.replaced_text("data"),), False, _REASON) if given.is_written else None
    if call.is_partial:
        return None
    if call.args:
        return Repair(title, (AppendArgument(call.node, 'filter="data"'),), False, _REASON)
    return Repair(title, (Replace(call.node, f'{_function(call)}(filter="data")'),), False, _REASON)


def _function(call: Call) -> str:
    start, end = call.file.span(call.node.func) or (0, 0)
    return call.file.data[start:end].decode()


TRIGGERS: Triggers = (
    calls(*sorted(_ALL | _ONE), unless=("filter=str",)),
    calls(*sorted(_ALL | _ONE | {_SHUTIL}), given=("filter@3=str", "filter@3=None")),
    calls(_SHUTIL, unless=("filter",)),
)
CHECKS: Checks = {Call: check_call}
