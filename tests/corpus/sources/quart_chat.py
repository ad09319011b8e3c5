import asyncpg
from quart import Quart, request, websocket

app = Quart(__name__)


@app.route("/find")
async def find():
    db = await asyncpg.connect("postgres:///chat")
    word = request.args["word"]
    return {"rows": await db.fetch(f"SELECT * FROM said WHERE text LIKE '%{word}%'")}  # bad: args


@app.post("/form")
async def form():
    db = await asyncpg.connect("postgres:///chat")
    data = await request.form
    await db.execute("INSERT INTO said VALUES ('" + data["text"] + "')")  # bad: an awaited form
    sent = await request.get_json()
    await db.execute("INSERT INTO said VALUES ('" + sent["text"] + "')")  # bad: awaited JSON
    await db.execute("INSERT INTO said VALUES ($1)", sent["text"])  # good: bound
    return ""


@app.websocket("/ws")
async def ws():
    db = await asyncpg.connect("postgres:///chat")
    while True:
        text = await websocket.receive()
        await db.execute(f"INSERT INTO said VALUES ('{text}')")  # bad: a message of the socket


@app.get("/room/<int:room>")
async def room(room):
    db = await asyncpg.connect("postgres:///chat")
    return {"rows": await db.fetch(f"SELECT * FROM said WHERE room = {room}")}  # good: a number
