"""HTTP clients: whoever chooses the address chooses whom the server talks to."""

from pratique.lint.flow.model import Model, Returns, Sink

_METHODS = ("get", "post", "put", "patch", "delete", "head", "options")
# Modules and classes whose methods take an address first, or after the method's name.
_OWNERS = (
    "requests", "requests.Session", "httpx", "httpx.Client", "aiohttp.ClientSession", "requests_html.HTMLSession",
    "grequests", "niquests", "niquests.Session", "curl_cffi.requests", "curl_cffi.requests.Session", "treq",
    "cloudscraper.CloudScraper",
)  # fmt: skip
_REQUESTS = (*_OWNERS, "urllib3", "urllib3.PoolManager", "urllib3.ProxyManager", "httplib2.Http", "requests.api")
_FIRST = (
    ("urllib.request.urlopen", ("url", "fullurl")),
    ("urllib.request.Request", ("url",)),
    ("urllib.request.urlretrieve", ("url",)),
    ("urllib.request.OpenerDirector.open", ("fullurl",)),
    ("urllib2.urlopen", ("url",)),
    ("six.moves.urllib.request.urlopen", ("url",)),
    ("httplib2.Http.request", ("uri",)),
    ("http.client.HTTPConnection", ("host",)),
    ("http.client.HTTPSConnection", ("host",)),
    ("urllib3.HTTPConnectionPool", ("host",)),
    ("urllib3.HTTPSConnectionPool", ("host",)),
    ("urllib3.connection_from_url", ("url",)),
    ("requests.Request", ()),
    ("wget.download", ("url",)),
    ("feedparser.parse", ("url_file_stream_or_string",)),
    ("pdfkit.from_url", ("url",)),
    ("imgkit.from_url", ("url",)),
    ("newspaper.Article", ("url",)),
    ("tldextract.extract", ()),
    ("websockets.connect", ("uri",)),
    ("websocket.create_connection", ("url",)),
    ("aiohttp.ClientSession.ws_connect", ("url",)),
    ("aiohttp.request", ()),
    ("zeep.Client", ("wsdl",)),
    ("suds.client.Client", ("url",)),
    ("xmlrpc.client.ServerProxy", ("uri",)),
    ("torch.hub.download_url_to_file", ("url",)),
    ("skimage.io.imread", ("fname",)),
    ("ftplib.FTP", ("host",)),
    ("telnetlib.Telnet", ("host",)),
)
_SESSIONS = {
    "requests.session": "requests.Session",
    "requests.sessions.Session": "requests.Session",
    "requests.Session.__enter__": "requests.Session",
    "httpx.AsyncClient": "httpx.Client",
    "urllib.request.build_opener": "urllib.request.OpenerDirector",
    "cloudscraper.create_scraper": "cloudscraper.CloudScraper",
}
_TYPES = ("requests.Session", "httpx.Client", "aiohttp.ClientSession", "urllib3.PoolManager", "httplib2.Http")

MODEL = Model(
    sinks=(
        *(Sink(f"{owner}.{name}", "url", (0, "url")) for owner in _OWNERS for name in (*_METHODS, "stream")),
        *(Sink(f"{owner}.{name}", "url", (1, "url")) for owner in _REQUESTS for name in ("request", "urlopen")),
        *(Sink(f"{owner}.stream", "url", (1, "url")) for owner in ("httpx", "httpx.Client")),
        *(Sink(name, "url", (0, *keywords)) for name, keywords in _FIRST if name not in ("requests.Request",)),
        *(Sink(name, "url", (1, "url")) for name in ("requests.Request", "httpx.Request", "aiohttp.request")),
        *(Sink(name, "url", ("base_url",)) for name in ("httpx.Client", "httpx.AsyncClient")),
        Sink("aiohttp.ClientSession", "url", (0, "base_url")),
        Sink("asyncio.open_connection", "url", (0, "host")),
        Sink("socket.create_connection", "url", (0, "address"), element=0),
        Sink("socket.socket.connect", "url", (0, "address"), element=0),
        Sink("weasyprint.HTML", "url", ("url",)),
        Sink("pycurl.Curl.setopt", "url", (1,), when=((0, "pycurl.URL"),)),
        Sink("tornado.httpclient.HTTPRequest", "url", (0, "url")),
        *(
            Sink(f"tornado.httpclient.{name}.fetch", "url", (0, "request"))
            for name in ("AsyncHTTPClient", "HTTPClient")
        ),
        *(Sink(f"*.{name}", "url", (0, "url"), receiver=r"_?(?:page|tab)") for name in ("goto",)),
        *(Sink("*.get", "url", (0, "url"), receiver=r"_?(?:driver|browser|webdriver)") for _ in (0,)),
        *(
            Sink(f"*.{name}", "url", (0, "url"), receiver=r"_?(?:http_?|web_?|api_?)?(?:session|client)|_?http")
            for name in ("get", "post", "put", "patch", "head")
        ),
        Sink("*.get", "url", (0, "url"), receiver=r"requests|httpx"),
    ),
    returns=(
        *(Returns(name, kind, clean=True) for name, kind in _SESSIONS.items()),
        *(Returns(name, name, clean=True) for name in _TYPES),
        *(
            Returns(f"{owner}.{name}", "http.Response", clean=True)
            for owner in _OWNERS
            for name in (*_METHODS, "request", "stream")
        ),
        Returns("urllib.request.urlopen", "http.client.HTTPResponse", clean=True),
        Returns("urllib.request.Request", "urllib.request.Request", clean=True),
        Returns("pycurl.Curl", "pycurl.Curl", clean=True),
        Returns("socket.socket", "socket.socket", clean=True),
    ),
    subclasses={
        "httpx.AsyncClient": "httpx.Client",
        "requests.sessions.Session": "requests.Session",
        "aiohttp.client.ClientSession": "aiohttp.ClientSession",
    },
    parameter_types=("requests.Session", "httpx.Client", "httpx.AsyncClient", "aiohttp.ClientSession"),
)
