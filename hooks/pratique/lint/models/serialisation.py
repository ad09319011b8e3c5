"""Formats that build any object, or call any function, while they are read.

(docs.python.org/3/library/pickle.html, pyyaml.org/wiki/PyYAMLDocumentation,
pytorch.org/docs/stable/generated/torch.load.html)
"""

from pratique.lint.flow.model import NOT_GIVEN, Model, Passes, Returns, Sanitiser, Sink

_PICKLES = ("pickle", "cPickle", "_pickle", "dill", "cloudpickle", "marshal", "pickle5", "pickletools")
_READERS = (
    *(f"{module}.{name}" for module in _PICKLES for name in ("loads", "load", "Unpickler")),
    "joblib.load",
    "sklearn.externals.joblib.load",
    "pandas.read_pickle",
    "pandas.io.pickle.read_pickle",
    "jsonpickle.decode",
    "jsonpickle.loads",
    "jsonpickle.unpickler.decode",
    "jsonpickle.Unpickler.restore",
    "shelve.open",
    "shelve.DbfilenameShelf",
    "yaml.unsafe_load",
    "yaml.unsafe_load_all",
    "twisted.spread.jelly.unjelly",
    "plistlib.readPlistFromBytes",
    "pyamf.decode",
    "keras.models.load_model",
    "tensorflow.keras.models.load_model",
    "torch.jit.load",
    "torch.package.PackageImporter",
    "celery.utils.serialization.pickle_loads",
    "kombu.serialization.pickle_loads",
    "lmdb.loads",
    "serpent.loads_unsafe",
)
_SAFE_LOADERS: tuple[str, ...] = (
    "yaml.SafeLoader",
    "yaml.CSafeLoader",
    "yaml.BaseLoader",
    "yaml.CBaseLoader",
    "yaml.FullLoader",
)
_SAFE_LOADERS += ("yaml.CFullLoader", "yaml.loader.SafeLoader", "yaml.cyaml.CSafeLoader", "yaml.loader.FullLoader")
_UNSAFE = "a reader that builds any object"

MODEL = Model(
    sinks=(
        *(
            Sink(name, "deserialise", (0, "data", "file", "filepath_or_buffer", "string"), what=_UNSAFE)
            for name in _READERS
        ),
        *(
            Sink(
                f"yaml.{name}",
                "deserialise",
                (0, "stream"),
                unless=tuple((place, frozenset(_SAFE_LOADERS)) for place in ("Loader", 1)),
                what=_UNSAFE,
            )
            for name in ("load", "load_all")
        ),
        Sink("torch.load", "deserialise", (0, "f"), unless=(("weights_only", True),), what=_UNSAFE),
        Sink("numpy.load", "deserialise", (0, "file"), when=(("allow_pickle", True),), what=_UNSAFE),
        Sink("ruamel.yaml.load", "deserialise", when=(("Loader", NOT_GIVEN), (1, NOT_GIVEN)), what=_UNSAFE),
        Sink("ruamel.yaml.UnsafeYAML.load", "deserialise", what=_UNSAFE),
        Sink("pickle.Pickled.load", "deserialise", what=_UNSAFE),
    ),
    passes=(Passes("gzip.GzipFile", ("fileobj",)),),
    returns=(
        Returns("json.load", ""),
        Returns("cryptography.fernet.Fernet.decrypt", "bytes", clean=True),
        Returns("cryptography.fernet.Fernet", "cryptography.fernet.Fernet", clean=True),
        Returns("cryptography.fernet.MultiFernet", "cryptography.fernet.Fernet", clean=True),
        *(
            Returns(f"itsdangerous.{name}", f"itsdangerous.{name}", clean=True)
            for name in (
                "Signer",
                "TimestampSigner",
                "Serializer",
                "URLSafeSerializer",
                "TimedSerializer",
                "URLSafeTimedSerializer",
            )
        ),
        *(Returns(f"itsdangerous.{name}.unsign", "bytes", clean=True) for name in ("Signer", "TimestampSigner")),
        *(
            Returns(f"itsdangerous.{name}.loads", "", clean=True)
            for name in ("Serializer", "URLSafeSerializer", "TimedSerializer", "URLSafeTimedSerializer")
        ),
        *(
            Returns(f"django.core.signing.{name}", f"django.core.signing.{name}", clean=True)
            for name in ("Signer", "TimestampSigner")
        ),
        *(
            Returns(f"django.core.signing.{name}", "", clean=True)
            for name in ("loads", "Signer.unsign", "TimestampSigner.unsign", "Signer.unsign_object")
        ),
    ),
    sanitisers=(
        *(
            Sanitiser(f"{module}.{name}", ("deserialise",))  # what the program wrote itself
            for module in (*_PICKLES, "yaml", "json", "jsonpickle")
            for name in ("dumps", "dump", "encode", "safe_dump")
        ),
        Sanitiser("json.loads", ("deserialise",)),
        Sanitiser("yaml.safe_load", ("deserialise",)),
    ),
)
