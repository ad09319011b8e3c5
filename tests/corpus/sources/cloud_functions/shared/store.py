import psycopg2


def query(sql, args=()):
    with psycopg2.connect("dbname=x") as db, db.cursor() as cur:
        cur.execute(sql, args)
        return cur.fetchall()
