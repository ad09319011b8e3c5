INVOICE = "SELECT * FROM invoice WHERE id = ?"


def default_column(name):
    return name or "id"
