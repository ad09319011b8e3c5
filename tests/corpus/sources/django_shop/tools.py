from django.db import connection


def by_shelf(request):
    shelf = request.GET["shelf"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM shop_item WHERE shelf = '" + shelf + "'")  # bad: a helper with the request
        return cursor.fetchall()
