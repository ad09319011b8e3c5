import aiosqlite
from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def notes(request):
    async with aiosqlite.connect("notes.db") as db:
        cursor = await db.execute("SELECT * FROM note WHERE tag = '%s'" % request.query_params["tag"])  # bad: query
        return JSONResponse(await cursor.fetchall())


async def note(request: Request):
    number = request.path_params["number"]
    async with aiosqlite.connect("notes.db") as db:
        cursor = await db.execute(f"SELECT * FROM note WHERE name = '{number}'")  # bad: the path
        rows = await cursor.fetchall()
        await db.execute("UPDATE note SET n = n + 1 WHERE id = ?", (number,))  # good: bound
        return JSONResponse(rows)


class Notes(HTTPEndpoint):
    async def post(self, request):
        form = await request.form()
        async with aiosqlite.connect("notes.db") as db:
            await db.execute("INSERT INTO note VALUES ('" + form["text"] + "')")  # bad: an endpoint class
            await db.execute("INSERT INTO note VALUES (" + str(int(form["size"])) + ")")  # good: a number
            await db.execute("INSERT INTO note VALUES ('" + request.method + "')")  # good: the method
        return JSONResponse({})


app = Starlette(routes=[Route("/notes", notes), Route("/note/{number}", note), Route("/new", Notes)])
