import sqlite3

import cherrypy


class Rooms:
    def __init__(self):
        self.db = sqlite3.connect("rooms.db", check_same_thread=False)

    @cherrypy.expose
    def index(self, floor="1"):
        return str(self.db.execute("SELECT * FROM room WHERE floor = '" + floor + "'").fetchall())  # bad: a parameter

    @cherrypy.expose
    @cherrypy.tools.json_out()
    def free(self, **params):
        return self.db.execute("SELECT * FROM room WHERE day = '%s'" % params["day"]).fetchall()  # bad: any parameter

    @cherrypy.expose
    @cherrypy.tools.json_in()
    def book(self):
        data = cherrypy.request.json
        self.db.execute(f"INSERT INTO booking VALUES ('{data['room']}')")  # bad: JSON
        self.db.execute("INSERT INTO booking VALUES (?)", (data["room"],))  # good: bound
        self.db.execute(f"INSERT INTO booking VALUES ('{cherrypy.config['site']}')")  # good: configuration

    def _tidy(self, table):
        self.db.execute(f"DELETE FROM {table}")  # good: not exposed

    @cherrypy.expose
    def seats(self, count):
        count = int(count)
        return str(self.db.execute(f"SELECT * FROM room WHERE seats > {count}").fetchall())  # good: a number

    def older(self, name):
        return str(self.db.execute("SELECT * FROM room WHERE name = '" + name + "'").fetchall())  # bad: exposed below

    older.exposed = True
