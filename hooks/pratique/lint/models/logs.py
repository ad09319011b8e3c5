"""Loggers. (docs.python.org/3/library/logging.html, loguru.readthedocs.io, structlog.org)

structlog renders every value by repr or as JSON, so that no line can be forged there.
"""

from pratique.lint.flow.model import Model, Returns, Sanitiser, Sink

_LEVELS = ("debug", "info", "warning", "warn", "error", "exception", "critical", "fatal")
_RECORD = "a log record"
_LIKE_A_LOGGER = r"_*(?:\w*_)?(?:log|logger|logging|LOG|LOGGER)_*|\w+(?:Logger|Log)"
_PLACES = tuple(range(8))
_LOGGERS = ("logging.Logger", "logging.LoggerAdapter")
_MADE = (
    "logging.getLogger",
    "logging.Logger.getChild",
    "logging.LoggerAdapter",
    "logging.Logger",
    "flask.Flask.logger",
    "flask.current_app.logger",
    "flask.logging.create_logger",
    "quart.Quart.logger",
    "quart.current_app.logger",
    "multiprocessing.get_logger",
    "celery.utils.log.get_task_logger",
    "aiohttp.web.Application.logger",
    "tornado.log.app_log",
    "tornado.log.access_log",
    "tornado.log.gen_log",
    "django.utils.log.getLogger",
    "django.utils.log.request_logger",
    "sanic.log.logger",
    "sanic.Sanic.logger",
    "cherrypy.log.error_log",
    "twisted.logger.Logger",
)

MODEL = Model(
    sinks=(
        *(Sink(f"logging.{name}", "log", (*_PLACES, "msg"), template=0, what=_RECORD) for name in _LEVELS),
        Sink("logging.log", "log", (*_PLACES[1:], "msg"), template=1, what=_RECORD),
        *(
            Sink(f"{owner}.{name}", "log", (*_PLACES, "msg"), template=0, what=_RECORD)
            for owner in _LOGGERS
            for name in _LEVELS
        ),
        *(Sink(f"{owner}.log", "log", (*_PLACES[1:], "msg"), template=1, what=_RECORD) for owner in _LOGGERS),
        *(
            Sink(f"*.{name}", "log", (*_PLACES, "msg"), template=0, receiver=_LIKE_A_LOGGER, what=_RECORD)
            for name in _LEVELS
        ),
        Sink("*.log", "log", (*_PLACES[1:], "msg"), template=1, receiver=_LIKE_A_LOGGER, what=_RECORD),
        *(Sink(f"loguru.logger.{name}", "log", _PLACES, what=_RECORD) for name in (*_LEVELS, "trace", "success")),
        Sink("loguru.logger.log", "log", _PLACES[1:], what=_RECORD),
        Sink("syslog.syslog", "log", (0, 1), what=_RECORD),
        Sink("cherrypy.log", "log", (0, "msg"), what=_RECORD),
        *(Sink(f"twisted.python.log.{name}", "log", _PLACES, what=_RECORD) for name in ("msg", "err")),
        *(Sink(f"absl.logging.{name}", "log", _PLACES, template=0, what=_RECORD) for name in _LEVELS),
    ),
    returns=(
        *(Returns(name, "logging.Logger", clean=True) for name in _MADE),
        *(
            Returns(f"loguru.logger.{name}", "loguru.logger", clean=True)
            for name in ("bind", "opt", "contextualize", "patch")
        ),
        *(Returns(f"structlog.{name}", "structlog.BoundLogger", clean=True) for name in ("get_logger", "getLogger")),
        *(
            Returns(f"structlog.stdlib.{name}", "structlog.BoundLogger", clean=True)
            for name in ("get_logger", "BoundLogger")
        ),
        Returns("structlog.BoundLogger.bind", "structlog.BoundLogger", clean=True),
    ),
    sanitisers=(
        Sanitiser("json.dumps", ("log", "header")),
        Sanitiser("ujson.dumps", ("log", "header")),
        Sanitiser("orjson.dumps", ("log", "header")),
        Sanitiser("urllib.parse.quote", ("log", "header", "template", "format", "command", "html", "sql")),
        Sanitiser("urllib.parse.quote_plus", ("log", "header", "template", "format", "command", "html", "sql", "path")),
        Sanitiser("django.utils.text.slugify"),
        Sanitiser("textwrap.shorten", ("log", "header")),
        Sanitiser("reprlib.repr", ("log", "header")),
        Sanitiser("pprint.pformat", ("log",)),
    ),
)
