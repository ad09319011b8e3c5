class Person:
    def __init__(self, **kwargs):
        self.name = ""
        self.role = "guest"
        for key, value in kwargs.items():
            setattr(self, key, value)


class Contact:
    allowed = ("phone", "mail")

    def __init__(self, data):
        for key in self.allowed:
            setattr(self, key, data.get(key))


def apply(record, data):
    for key, value in data.items():
        setattr(record, key, value)


def apply_known(record, data, names=("phone", "mail")):
    for key, value in data.items():
        if key in names:
            setattr(record, key, value)
