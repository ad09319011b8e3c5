from pymongo import MongoClient

books = MongoClient().library.books


def by_name(name):
    return str(books.find_one({"name": name}))


def by_text(name):
    return str(books.find_one({"name": str(name)}))


def by_criteria(criteria):
    return str(list(books.find(criteria)))
