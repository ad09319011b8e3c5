from lxml import etree


def document():
    return etree.parse("books.xml")
