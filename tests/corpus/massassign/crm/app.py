from peewee import CharField, Model
from playhouse.shortcuts import dict_to_model, update_model_from_dict
from quart import Quart, request

from people import Contact, Person, apply, apply_known

app = Quart(__name__)


class Note(Model):
    text = CharField()
    author = CharField()


@app.post("/p")
async def person():
    data = await request.get_json()
    return Person(**data).name  # bad: a class that takes any keyword


@app.post("/c")
async def contact():
    data = await request.get_json()
    return Contact(data).phone  # good: a class that takes the fields it knows


@app.post("/n")
async def note():
    Note.create(**await request.get_json())  # bad: peewee
    return ""


@app.post("/n2")
async def note_text():
    data = await request.get_json()
    Note.create(text=data["text"], author="me")  # good: named
    return ""


@app.post("/n3")
async def note_insert():
    data = await request.get_json()
    Note.insert(**data).execute()  # bad: inserted
    return ""


@app.post("/n4")
async def note_model():
    data = await request.get_json()
    return dict_to_model(Note, data).text  # bad: a model made of a dict


@app.post("/n5")
async def note_change():
    record = Note.get_by_id(1)
    update_model_from_dict(record, await request.get_json())  # bad: a model changed by a dict
    return ""


@app.post("/n6")
async def note_change_known():
    record = Note.get_by_id(1)
    update_model_from_dict(record, {"text": (await request.get_json())["text"]})  # good: one field
    return ""


@app.post("/a")
async def applied():
    apply(Note.get_by_id(1), await request.get_json())  # bad: a helper in another module sets them
    return ""


@app.post("/a2")
async def applied_known():
    apply_known(Note.get_by_id(1), await request.get_json())  # good: a helper that knows its fields
    return ""
