COLUMNS = frozenset({"id", "date", "total"})


def clean_column(name):
    if name in COLUMNS:
        return name
    return "id"


def only_digits(text):
    if not text.isdigit():
        raise ValueError("digits only")
    return text
