import sqlite3

from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
connection = sqlite3.connect("library.db", check_same_thread=False)
FIELDS = ["title", "author", "year"]
DEFAULT_ORDER = "title"


def get_cursor():
    return connection.cursor()
