import os


def absolute(folder, name):
    return os.path.join(folder, name)


def checked(folder, name):
    full = os.path.realpath(os.path.join(folder, name))
    if os.path.commonpath([folder, full]) != folder:
        raise PermissionError(name)
    return full


class Disk:
    def __init__(self, folder):
        self.folder = folder

    def read(self, name):
        with open(os.path.join(self.folder, name)) as fh:
            return fh.read()

    def read_safely(self, name):
        with open(checked(self.folder, name)) as fh:
            return fh.read()
