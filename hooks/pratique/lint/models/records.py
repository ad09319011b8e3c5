"""Records: who names the fields that are written."""

from pratique.lint.flow.model import RECEIVER, Model, Passes, Sanitiser, Sink

# Calls whose result has the fields that a schema declares.
_SCHEMAS = (
    *(f"pydantic.BaseModel.{name}" for name in ("dict", "model_dump", "copy", "json", "model_dump_json")),
    *(f"sqlmodel.SQLModel.{name}" for name in ("dict", "model_dump")),
    "pydantic.parse_obj_as",
    "**.cleaned_data",
    "**.validated_data",
    "**.model_dump",
    "**.model_validate",
    "**.parse_obj",
    "**.dict",
    "marshmallow.Schema.load",
    "marshmallow.Schema.loads",
    "**.load",
    "**.loads",
    "**.parse_args",
    "cerberus.Validator.normalized",
    "cerberus.Validator.validated",
    "**.asdict",
    "dataclasses.asdict",
    "attr.asdict",
    "attrs.asdict",
    "webargs.flaskparser.parser.parse",
    "jsonschema.validate",
)
_COLLECTIONS = ("**", "pymongo.collection.Collection")
_SETTING = ("$set", "$setOnInsert")

MODEL = Model(
    sinks=(
        Sink("setattr", "massassign", (1,)),
        Sink("object.__setattr__", "massassign", (1,)),
        Sink("playhouse.shortcuts.dict_to_model", "massassign", (1, "data"), shallow=True),
        Sink("playhouse.shortcuts.update_model_from_dict", "massassign", (1, "data"), shallow=True),
        Sink("**.update_from_dict", "massassign", (0,), shallow=True),
        *(
            Sink(f"{owner}.insert_one", "massassign", (0, "document"), shallow=True, passes=True)
            for owner in _COLLECTIONS
        ),
        *(
            Sink(f"{owner}.{name}", "massassign", (1, "update"), shallow=True, keys=_SETTING, passes=True)
            for owner in _COLLECTIONS
            for name in ("update_one", "update_many", "find_one_and_update")
        ),
        *(
            Sink(f"{owner}.replace_one", "massassign", (1, "replacement"), shallow=True, passes=True)
            for owner in _COLLECTIONS
        ),
    ),
    passes=(Passes("django.http.QueryDict.dict", (RECEIVER,)),),
    sanitisers=tuple(Sanitiser(name, ("massassign",)) for name in _SCHEMAS),
)
