import subprocess

import tornado.escape
import tornado.ioloop
import tornado.web
import tornado.websocket
from tornado.web import Application, RequestHandler


class Base(RequestHandler):
    @property
    def db(self):
        return self.application.db

    def word(self):
        return self.get_argument("word", "")


class Stock(Base):
    def get(self):
        name = self.get_query_argument("name")
        self.db.execute(f"SELECT * FROM stock WHERE name = '{name}'")  # bad: an argument
        self.db.execute(f"SELECT * FROM stock WHERE name = '{self.word()}'")  # bad: read by a method of the base
        self.db.execute(f"SELECT * FROM stock WHERE owner = '{self.current_user}'")  # good: who is signed in

    async def post(self):
        data = tornado.escape.json_decode(self.request.body)
        self.db.execute("INSERT INTO stock VALUES ('%s')" % data["name"])  # bad: the body
        raw = self.request.arguments["name"][0].decode()
        self.db.execute("INSERT INTO stock VALUES ('%s')" % raw)  # bad: raw arguments
        self.db.execute("INSERT INTO stock VALUES ('%s')" % self.request.headers.get("X-Name"))  # bad: a header
        self.db.execute("INSERT INTO stock VALUES ('%s')" % self.settings["name"])  # good: a setting


class Item(Base):
    def get(self, number):
        self.db.execute("SELECT * FROM stock WHERE id = " + number)  # good: digits, says the route

    def delete(self, number):
        self.db.execute("DELETE FROM stock WHERE id = %s", number)  # good: bound


class Named(Base):
    def get(self, name):
        subprocess.call("stock-report " + name, shell=True)  # bad: text of the path


class Feed(tornado.websocket.WebSocketHandler):
    def on_message(self, message):
        subprocess.call("say " + message, shell=True)  # bad: a message of the socket
        subprocess.call(["say", message])  # good: no shell


def make_app():
    return Application([
        (r"/stock", Stock),
        (r"/item/([0-9]+)", Item),
        (r"/named/(.*)", Named),
        (r"/feed", Feed),
    ])
