"""Archives whose names lead out of the folder that they are extracted to."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    AppendArgument,
    Bad,
    Checks,
    Confidence,
    Flow,
    Good,
    Repair,
    Report,
    Rule,
    Severity,
)

RULE = Rule(
    name="archive-slip",
    summary="names in an archive decide where its files are written",
    help='Extract with a filter: archive.extractall(folder, filter="data").',
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(22, 59),
    what=(
        'tarfile\'s extract and extractall without filter="data" or "tar", shutil.unpack_archive of a tar file, and '
        "names out of any archive that become part of a path which is written. An archive whose own name is a "
        "constant counts as the program's, one that comes from outside weighs more. Members that were checked "
        "first, one by one or by a list handed over as members, are left alone; zipfile's own extraction is safe."
    ),
    why=(
        "A member named ../../home/app/.ssh/authorized_keys, or a link that points there, is written where it says: "
        "an archive overwrites any file of the program's user."
    ),
    assistants="extractall in one line is what every tutorial shows; the filter came with Python 3.12.",
    remedy=(
        'filter="data" refuses members that leave the folder, links that do, devices, and unsafe modes. It exists '
        "since Python 3.12 and in the security releases of 3.8 to 3.11, and is the default from 3.14 on."
    ),
    prompt='Extract tar files with filter="data", and check each name before writing members of other archives.',
    references=(
        "https://docs.python.org/3/library/tarfile.html#tarfile-extraction-filter",
        "https://peps.python.org/pep-0706/",
    ),
    foreign=("B202", "S202"),
    bad=(
        Bad(
            """\
import tarfile

from flask import Flask, request

app = Flask(__name__)


@app.route("/import", methods=["POST"])
def load():
    with tarfile.open(fileobj=request.files["archive"].stream) as archive:
        archive.extractall("/srv/data")
    return {}
""",
            why="an archive that was uploaded",
            fixed="""\
import tarfile

from flask import Flask, request

app = Flask(__name__)


@app.route("/import", methods=["POST"])
def load():
    with tarfile.open(fileobj=request.files["archive"].stream) as archive:
        archive.extractall("/srv/data", filter="data")
    return {}
""",
        ),
        Bad(
            """\
import tarfile


def unpack(name, folder):
    archive = tarfile.open(name)
    archive.extractall(path=folder)
    archive.close()
""",
            why="an archive that someone names",
            fixed="""\
import tarfile


def unpack(name, folder):
    archive = tarfile.open(name)
    archive.extractall(path=folder, filter="data")
    archive.close()
""",
        ),
        Bad(
            """\
import os
import zipfile


def unpack(name, folder):
    with zipfile.ZipFile(name) as archive:
        for member in archive.namelist():
            with open(os.path.join(folder, member), "wb") as file:
                file.write(archive.read(member))
""",
            why="names in a zip file joined by hand",
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
            why="the filter",
        ),
        Good(
            """\
import zipfile


def unpack(name, folder):
    with zipfile.ZipFile(name) as archive:
        if sum(member.file_size for member in archive.infolist()) < 1_000_000:
            archive.extractall(folder)
""",
            why="zipfile takes unsafe parts away",
        ),
        Good(
            """\
import tarfile

with tarfile.open("fixtures.tar.gz") as archive:
    archive.extractall("build")
""",
            why="an archive of the program's own",
        ),
        Good(
            """\
import os
import zipfile


def unpack(name, folder):
    with zipfile.ZipFile(name) as archive:
        for member in archive.namelist():
            with open(os.path.join(folder, os.path.basename(member)), "wb") as file:
                file.write(archive.read(member))
""",
            why="only the last part of each name",
        ),
    ),
)

KINDS = ("archive", "path")
SUPERSEDES = ("tar-extracted-unfiltered",)
_REASON = "members outside the folder are refused with an exception, and it needs Python 3.12 or a recent 3.8 to 3.11"


def check_flow(flow: Flow) -> Iterator[Report]:
    is_found = flow.enters.startswith("an archive")
    if flow.kind == "path":
        if is_found:
            yield Report(flow.span, "a path holds a name out of an archive, which can lead out of its folder")
        return
    if flow.is_model or b"extraction_filter" in flow.file.data:
        return  # PEP 706: a filter that is set on the archive or its class
    whose = "an archive" if is_found else f"{flow.enters}, an archive,"
    severity = Severity.HIGH if flow.is_remote and not is_found else Severity.MEDIUM
    yield Report(flow.span, f"{whose} is extracted wherever its names lead", repair=_repair(flow), severity=severity)


def _repair(flow: Flow) -> Repair | None:
    call = flow.call
    if call is None or flow.is_elsewhere or call.argument("filter") is not None or call.is_open or not call.args:
        return None
    return Repair("extract with the data filter", (AppendArgument(call.node, 'filter="data"'),), False, _REASON)


CHECKS: Checks = {Flow: check_flow}
