"""Handlers of other frameworks."""
import aiosqlite
import tornado.web
import MySQLdb
from aiohttp import web


class BookHandler(tornado.web.RequestHandler):
    def initialize(self, db):
        self.db = db

    def get(self, slug):
        cursor = self.db.cursor()
        cursor.execute("SELECT * FROM book WHERE slug = '%s'" % slug)  # bad: a part of tornado's path
        self.write({"rows": cursor.fetchall()})

    def post(self, slug):
        title = self.get_argument("title")
        cursor = self.db.cursor()
        cursor.execute("UPDATE book SET title = %s WHERE slug = %s", (title, slug))  # good: bound
        cursor.execute("INSERT INTO audit VALUES ('" + title + "')")  # bad: an argument
        self.finish()

    def delete(self, slug):
        connection = MySQLdb.connect(db="books")
        cursor = connection.cursor()
        cursor.execute("DELETE FROM book WHERE slug = '%s'" % MySQLdb.escape_string(slug).decode())  # good: the driver's escaping
        self.finish()


async def book(request):
    async with aiosqlite.connect("books.db") as db:
        async with db.execute(f"SELECT * FROM book WHERE slug = '{request.match_info['slug']}'") as cursor:  # bad: aiosqlite as a context
            return web.json_response(await cursor.fetchall())


async def book_bound(request):
    async with aiosqlite.connect("books.db") as db:
        async with db.execute("SELECT * FROM book WHERE slug = ?", (request.match_info["slug"],)) as cursor:  # good: bound
            return web.json_response(await cursor.fetchall())


async def search(request):
    term = request.query.get("q", "")
    db = await aiosqlite.connect("books.db")
    rows = await db.execute_fetchall("SELECT * FROM book WHERE title LIKE '%" + term + "%'")  # bad: rows at once
    return web.json_response(rows)


app = web.Application()
app.add_routes([web.get("/book/{slug}", book), web.get("/book2/{slug}", book_bound), web.get("/search", search)])
