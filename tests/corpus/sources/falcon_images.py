import subprocess

import falcon


class Images:
    def __init__(self, db):
        self.db = db

    def on_get(self, req, resp):
        tag = req.get_param("tag")
        resp.media = self.db.execute(f"SELECT * FROM image WHERE tag = '{tag}'")  # bad: a parameter
        limit = req.get_param_as_int("limit")
        resp.media = self.db.execute(f"SELECT * FROM image LIMIT {limit}")  # good: a number
        resp.media = self.db.execute(f"SELECT * FROM image WHERE owner = '{req.context.user}'")  # good: our login

    def on_post(self, req, resp):
        doc = req.media
        self.db.execute("INSERT INTO image VALUES ('%s')" % doc["name"])  # bad: the body
        self.db.execute("INSERT INTO image VALUES ('%s')" % req.get_header("X-Name"))  # bad: a header
        self.db.execute("INSERT INTO image VALUES (?)", (doc["name"],))  # good: bound


class Image:
    def on_get(self, req, resp, name):
        subprocess.run(f"identify {name}", shell=True)  # bad: text of the path

    async def on_delete(self, req, resp, name):
        data = await req.get_media()
        subprocess.run("rm " + data["file"], shell=True)  # bad: awaited


class Numbered:
    def on_get(self, req, resp, number):
        subprocess.run(f"identify {number}.png", shell=True)  # good: an int converter


app = falcon.App()
app.add_route("/images", Images(None))
app.add_route("/image/{name}", Image())
app.add_route("/numbered/{number:int}", Numbered())
