import sqlite3


class Database:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)

    def fetch(self, statement, values=()):
        cursor = self.connection.cursor()
        cursor.execute(statement, values)
        return cursor.fetchall()


def run_query(statement, values=()):
    with sqlite3.connect("shop.db") as db:
        return db.execute(statement, values).fetchall()


def find_customer(name):
    query = "SELECT * FROM customer WHERE name = '" + name + "'"
    return run_query(query)
