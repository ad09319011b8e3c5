import asyncio

import aiosqlite
from aiohttp import WSMsgType, web

routes = web.RouteTableDef()


@routes.get("/find")
async def find(request):
    async with aiosqlite.connect("b.db") as db:
        await db.execute(f"SELECT * FROM post WHERE t = '{request.query['t']}'")  # bad: the query
        await db.execute(f"SELECT * FROM post WHERE t = '{request.rel_url.query['t']}'")  # bad: the address
        await db.execute(f"SELECT * FROM post WHERE t = '{request.app['table']}'")  # good: the application's own
    return web.Response()


@routes.post("/post/{name}")
async def post(req: web.Request) -> web.Response:
    name = req.match_info["name"]
    data = await req.post()
    async with aiosqlite.connect("b.db") as db:
        await db.execute("INSERT INTO post VALUES ('%s')" % name)  # bad: the path
        await db.execute("INSERT INTO post VALUES ('%s')" % data["text"])  # bad: the form
        await db.execute("INSERT INTO post VALUES ('%s')" % req.remote)  # good: the address of the connection
    return web.json_response({})


async def ping(request):
    data = await request.json()
    proc = await asyncio.create_subprocess_shell("ping " + data["host"])  # bad: the JSON body
    await proc.wait()
    proc = await asyncio.create_subprocess_exec("ping", data["host"])  # good: no shell
    return web.Response()


class Page(web.View):
    async def get(self):
        name = self.request.query.get("name")
        async with aiosqlite.connect("b.db") as db:
            await db.execute(f"SELECT * FROM page WHERE name = '{name}'")  # bad: a class view
        return web.Response()


async def ws(request):
    sock = web.WebSocketResponse()
    await sock.prepare(request)
    async for msg in sock:
        if msg.type == WSMsgType.TEXT:
            await asyncio.create_subprocess_shell("say " + msg.data)  # bad: a message of the socket
    return sock


async def on_startup(app):
    async with aiosqlite.connect("b.db") as db:
        await db.execute(f"CREATE TABLE {app['table']} (a)")  # good: at the start
        await db.execute("PRAGMA user_version = %d" % app["version"])  # good: nothing of a request


def main():
    app = web.Application()
    app.add_routes(routes)
    app.router.add_get("/ping", ping)
    app.router.add_view("/page", Page)
    app.add_routes([web.get("/ws", ws)])
    web.run_app(app)
