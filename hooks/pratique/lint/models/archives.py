"""Archives: whoever made one chose the names in it. (docs.python.org/3/library/tarfile.html#extraction-filters)

An archive whose name is a constant counts as the program's own. Extraction by zipfile itself never
leaves the target folder, nor does tarfile with the filters "data" and "tar".
"""

import re

from pratique.lint.flow.model import NOT_GIVEN, RECEIVER, Model, Returns, Sanitiser, Sink, Source

OPENED = "an archive that is opened"
_TAR = "tarfile.TarFile"
_FILTERED = re.compile(r"(?:data|tar)\Z")
_CHECKED = (("filter", _FILTERED), ("filter", "tarfile.data_filter"), ("filter", "tarfile.tar_filter"))
# An archive of which nothing is known: only where its names lead matters.
_UNKNOWN = (
    "command", "sql", "url", "redirect", "html", "header", "log", "template", "code", "format", "ldap", "xpath",
    "nosql", "regex", "prompt", "trust", "massassign", "import", "deserialise", "xxe",
)  # fmt: skip
_OPENERS = (
    *((name, _TAR, (0, "name", "fileobj", 2)) for name in ("tarfile.open", "tarfile.TarFile.open", "tarfile.TarFile")),
    ("zipfile.ZipFile", "zipfile.ZipFile", (0, "file")),
    ("py7zr.SevenZipFile", "py7zr.SevenZipFile", (0, "file")),
    ("rarfile.RarFile", "rarfile.RarFile", (0, "file")),
)

MODEL = Model(
    needles=("tarfile", "zipfile", "py7zr", "rarfile", "unpack_archive", ".extractall(", ".extract(", ".namelist("),
    sources=tuple(Source(name, OPENED, type=kind, given=given, clears=_UNKNOWN) for name, kind, given in _OPENERS),
    sinks=(
        *(
            Sink(f"{_TAR}.extractall", "archive", (RECEIVER,), when=when, unless=_CHECKED, what="extraction")
            for when in (
                (("members", NOT_GIVEN), (1, NOT_GIVEN)),
                (("members", None),),
                ((1, None),),
                (("members", "tarfile.Members"),),
                ((1, "tarfile.Members"),),
            )
        ),
        Sink(
            f"{_TAR}.extract", "archive", (0, "member"), unless=_CHECKED, what="extraction", judged_by=("name", "path")
        ),
        Sink("shutil.unpack_archive", "archive", (0, "filename"), unless=(*_CHECKED, ("format", "zip"), (2, "zip"))),
    ),
    returns=tuple(Returns(f"{_TAR}.{name}", "tarfile.Members") for name in ("getmembers", "getnames")),
    # What a member holds is not its name.
    sanitisers=tuple(
        Sanitiser(name, ("path", "archive"))
        for name in ("zipfile.ZipFile.read", "zipfile.ZipFile.open", f"{_TAR}.extractfile", "rarfile.RarFile.read")
    ),
)
