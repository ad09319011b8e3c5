from django.db import connection


def query(sql):
    with connection.cursor() as c:
        c.execute(sql)
        return c.fetchall()
