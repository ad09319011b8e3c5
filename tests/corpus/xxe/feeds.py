from fastapi import FastAPI, Request, UploadFile
from lxml import etree
from lxml.etree import XMLParser, fromstring, parse

app = FastAPI()
XSD = etree.XMLSchema(etree.parse("schema.xsd"))  # good: a file of our own


class Importer:
    def __init__(self, resolve):
        self.loose = XMLParser(resolve_entities=True, load_dtd=True)
        self.strict = XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

    def read(self, data):
        return fromstring(data, self.loose)  # bad: a parser of the object

    def read_strictly(self, data):
        return fromstring(data, self.strict)  # good: another parser of the object


@app.post("/feed")
async def feed(request: Request):
    body = await request.body()
    parser = XMLParser(resolve_entities=True, no_network=False)
    return {"tag": fromstring(body, parser=parser).tag}  # bad: the body


@app.post("/feed2")
async def feed_strict(request: Request):
    body = await request.body()
    parser = XMLParser(resolve_entities=False, no_network=True)
    return {"tag": fromstring(body, parser=parser).tag}  # good: the body


@app.post("/feed3")
async def feed_file(file: UploadFile):
    return {"tag": parse(file.file).getroot().tag}  # bad: an upload with the default


@app.post("/feed4")
async def feed_object(request: Request):
    return {"tag": Importer(True).read(await request.body()).tag}


@app.post("/feed5")
async def feed_text(xml: str):
    tree = etree.XML(xml.encode(), etree.XMLParser(resolve_entities=True))  # bad: a query parameter
    return {"tag": tree.tag}


@app.post("/feed6")
async def feed_validated(request: Request):
    parser = etree.XMLParser(schema=XSD, dtd_validation=True, no_network=False)
    return {"tag": etree.fromstring(await request.body(), parser).tag}  # bad: validated by a DTD from anywhere


@app.post("/feed7")
async def feed_validated_strictly(request: Request):
    parser = etree.XMLParser(schema=XSD, resolve_entities=False)
    return {"tag": etree.fromstring(await request.body(), parser).tag}  # good: validated by our schema


@app.post("/feed8")
async def feed_number(number: int):
    return {"tag": etree.fromstring(f"<n>{number}</n>").tag}  # good: a number


@app.post("/feed9")
async def feed_default(request: Request):
    tree = etree.fromstring(await request.body(), etree.XMLParser(huge_tree=True))  # bad: the option is left as it was
    return {"tag": tree.tag}
