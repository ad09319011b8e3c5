"""The file system: paths that are opened, changed or sent. (docs.python.org/3/library/filesys.html)"""

from pratique.lint.flow.model import RECEIVER, Guard, Model, Passes, Returns, Sanitiser, Sink, Stores

_OS_FIRST = (
    "open", "remove", "unlink", "mkdir", "makedirs", "rmdir", "removedirs", "listdir", "scandir", "walk", "fwalk",
    "chmod", "chown", "truncate", "utime", "readlink", "startfile", "mkfifo", "chdir",
)  # fmt: skip
_OS_BOTH = ("rename", "renames", "replace", "link", "symlink")
_SHUTIL_BOTH = ("copy", "copy2", "copyfile", "copytree", "move", "copymode", "copystat")
_OPENERS = (
    "io.open", "codecs.open", "aiofiles.open", "anyio.open_file", "gzip.open", "bz2.open", "lzma.open",
    "gzip.GzipFile", "bz2.BZ2File", "lzma.LZMAFile", "zipfile.ZipFile", "io.FileIO", "wave.open", "shelve.open",
    "dbm.open", "PIL.Image.open", "numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "numpy.fromfile", "numpy.save",
    "numpy.savetxt", "pandas.read_csv", "pandas.read_excel", "pandas.read_json", "pandas.read_parquet",
    "pandas.read_pickle", "pandas.read_table", "pandas.read_feather", "pandas.read_hdf", "polars.read_csv",
    "polars.read_parquet", "cv2.imread", "cv2.imwrite", "linecache.getlines", "linecache.getline", "fileinput.input",
    "mmap.mmap", "logging.FileHandler", "tarfile.open", "netrc.netrc", "openpyxl.load_workbook", "docx.Document",
    "fitz.open", "pypdf.PdfReader", "PyPDF2.PdfReader", "soundfile.read", "librosa.load", "imageio.imread",
    "matplotlib.pyplot.savefig", "aiofiles.os.remove", "aiofiles.os.unlink", "aiofiles.os.mkdir",
    "aiofiles.os.makedirs", "aiofiles.os.rmdir", "aiofiles.os.listdir", "aiofiles.os.scandir", "os.path.samefile",
)  # fmt: skip
_PATH_METHODS = (
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rmdir", "mkdir", "rename", "replace",
    "touch", "iterdir", "chmod", "symlink_to", "hardlink_to", "link_to",
)  # fmt: skip
_PATH_TARGETS = ("rename", "replace", "symlink_to", "hardlink_to", "copy", "move")
_PATH_CLASSES = ("PosixPath", "WindowsPath", "PurePath", "PurePosixPath", "PureWindowsPath")
_SENDERS = (
    "flask.send_file", "quart.send_file", "starlette.responses.FileResponse", "fastapi.responses.FileResponse",
    "aiohttp.web.FileResponse", "aiohttp.web_fileresponse.FileResponse", "sanic.response.file",
    "sanic.response.file_stream", "litestar.response.File", "pyramid.response.FileResponse",
    "cherrypy.lib.static.serve_file", "werkzeug.utils.send_file", "cherrypy.lib.static.serve_download",
)  # fmt: skip
_WRITERS = ("savefig", "to_csv", "to_excel", "to_parquet", "to_pickle", "to_feather")
_UPLOADS = ("werkzeug.datastructures.FileStorage", "bottle.FileUpload")
# What a file is does not choose the name under which it was saved.
CONTENT_ONLY = (
    "path", "command", "sql", "url", "redirect", "html", "header", "log", "template", "code", "format", "ldap",
    "xpath", "nosql", "regex", "prompt", "trust", "massassign", "import",
)  # fmt: skip

# What is opened in place of a path: an upload, or bytes in memory.
_STREAMS = tuple(
    (0, kind)
    for kind in (
        "werkzeug.datastructures.FileStorage",
        "starlette.datastructures.UploadFile",
        "django.core.files.uploadedfile.UploadedFile",
        "io.BytesIO",
        "io.StringIO",
    )
)

MODEL = Model(
    sinks=(
        *(Sink(f"os.{name}", "path", (0, "path", "name", "top")) for name in _OS_FIRST),
        *(Sink(f"os.{name}", "path", (0, 1, "src", "dst", "old", "new")) for name in _OS_BOTH),
        *(Sink(f"shutil.{name}", "path", (0, 1, "src", "dst")) for name in _SHUTIL_BOTH),
        Sink("shutil.rmtree", "path", (0, "path")),
        Sink("shutil.make_archive", "path", (0, 2, "base_name", "root_dir")),
        Sink("shutil.unpack_archive", "path", (1, "extract_dir")),
        *(
            Sink(name, "path", (0, "file", "filename", "path", "name", "fp", "filepath_or_buffer"), unless=_STREAMS)
            for name in _OPENERS
        ),
        *(Sink(f"pathlib.Path.{name}", "path", (RECEIVER,)) for name in _PATH_METHODS),
        *(Sink(f"pathlib.Path.{name}", "path", (0, "target")) for name in _PATH_TARGETS),
        *(Sink(f"*.{name}", "path", (RECEIVER,)) for name in ("read_text", "read_bytes", "write_text", "write_bytes")),
        *(Sink(f"anyio.Path.{name}", "path", (RECEIVER,)) for name in _PATH_METHODS),
        *(Sink(name, "path", (0, "path_or_file", "path", "filename", "location")) for name in _SENDERS),
        *(Sink(f"{p}.send_from_directory", "path", (0, "directory")) for p in ("flask", "quart")),
        Sink("bottle.static_file", "path", ("root", 1)),
        *(Sink(f"*.{name}", "path", (0, "fname", "path_or_buf", "excel_writer", "path")) for name in _WRITERS),
        *(Sink(f"{name}.save", "path", (0, "dst", "destination")) for name in _UPLOADS),
        Sink("zipfile.ZipFile.extractall", "path", ("path", 0)),
        Sink("zipfile.ZipFile.write", "path", (0, "filename")),
        Sink("tarfile.TarFile.add", "path", (0, "name")),
        Sink("tarfile.TarFile.extractall", "path", ("path", 0)),
        Sink("sqlite3.connect", "path", (0, "database")),
        Sink("tempfile.NamedTemporaryFile", "path", ("dir",)),
        Sink("jinja2.FileSystemLoader", "path", (0, "searchpath")),
    ),
    returns=(
        Returns("os.open", "int", clean=True),
        *(
            Returns(name, "io.TextIOWrapper", clean=True)
            for name in ("io.open", "codecs.open", "aiofiles.open", "gzip.open", "bz2.open", "lzma.open")
        ),
        Returns("pathlib.Path.open", "io.TextIOWrapper", clean=True),
        *(Returns(f"pathlib.Path.{name}", "str", clean=True) for name in ("read_text", "read_bytes", "stat", "exists")),
        *(Returns(f"pathlib.Path.{name}", "pathlib.Path", clean=True) for name in ("cwd", "home")),
        *(
            Returns(f"pathlib.Path.{name}", "pathlib.Path")
            for name in ("joinpath", "with_suffix", "with_name", "expanduser", "absolute", "parent", "with_stem")
        ),
        Returns("pathlib.Path.as_posix", "str"),
        Returns("os.path.exists", "bool", clean=True),
        Returns("os.path.isfile", "bool", clean=True),
        Returns("os.path.isdir", "bool", clean=True),
        Returns("os.path.getsize", "int", clean=True),
        Returns("os.path.getmtime", "float", clean=True),
        Returns("os.listdir", "", clean=True),
        Returns("os.getcwd", "str", clean=True),
        Returns("tempfile.mkdtemp", "str", clean=True),
        Returns("tempfile.mkstemp", "", clean=True),
        Returns("tempfile.gettempdir", "str", clean=True),
        Returns("tempfile.TemporaryDirectory", "str", clean=True),
        Returns("uuid.uuid4", "uuid.UUID", clean=True),
        Returns("werkzeug.datastructures.FileStorage.stream", "io.BytesIO"),
        Returns("starlette.datastructures.UploadFile.file", "io.BytesIO"),
        Returns("django.core.files.uploadedfile.UploadedFile.file", "io.BytesIO"),
        *(
            Returns(f"django.utils.datastructures.FILES.{name}", "django.core.files.uploadedfile.UploadedFile")
            for name in ("get", "getlist", "values", "__getitem__")
        ),
    ),
    passes=(
        Passes("os.path.dirname", (0, "p")),
        Passes("os.path.expanduser", (0, "path")),
    ),
    stores=(
        *(Stores(f"{name}.save", (RECEIVER,), into=0, clears=CONTENT_ONLY) for name in _UPLOADS),
        *(Stores(f"pathlib.Path.{name}", (0, "data"), clears=CONTENT_ONLY) for name in ("write_bytes", "write_text")),
    ),
    sanitisers=(
        *(Sanitiser(f"pathlib.Path.{name}", ("path",)) for name in ("name", "stem", "suffix")),
        Sanitiser("**.file", ("path",)),  # the open file of an upload, which has its name beside it
        *(Sanitiser(name, ("path",)) for name in ("ntpath.basename", "posixpath.basename")),
        Sanitiser("werkzeug.utils.secure_filename", ("path",)),
        Sanitiser("werkzeug.utils.safe_join", ("path",)),
        Sanitiser("werkzeug.security.safe_join", ("path",)),
        Sanitiser("flask.safe_join", ("path",)),
        Sanitiser("flask.helpers.safe_join", ("path",)),
        Sanitiser("django.utils._os.safe_join", ("path",)),
        Sanitiser("django.utils.text.get_valid_filename", ("path",)),
        Sanitiser("django.utils.text.slugify", ("path", "html", "command", "sql")),
        Sanitiser("slugify.slugify", ("path", "html", "command", "sql")),
        Sanitiser("pathvalidate.sanitize_filename", ("path",)),
        Sanitiser("glob.escape", ()),
    ),
    guards=(
        Guard("os.path.isabs", ("no-root",), truth=False),
        Guard("pathvalidate.is_valid_filename", ("path",)),
        Guard("fnmatch.fnmatch", ()),
    ),
    subclasses={
        **{f"pathlib.{name}": "pathlib.Path" for name in _PATH_CLASSES},
        "anyio.Path": "pathlib.Path",
        "aiopath.AsyncPath": "pathlib.Path",
        "pathlib2.Path": "pathlib.Path",
    },
)
