"""Django and its REST framework: requests, views, forms. (docs.djangoproject.com, django-rest-framework.org)"""

from pratique.lint.flow.model import (
    ANY,
    STRUCTURE,
    TEXT,
    Argument,
    Entry,
    Guard,
    Model,
    Parameter,
    Returns,
    Sanitiser,
    Schema,
    Sink,
    Source,
)

_REQUEST = "django.http.HttpRequest"
_MAPPING = "django.http.QueryDict"
_MAPPINGS = {
    "GET": "the query string",
    "POST": "the form",
    "REQUEST": "the query string or form",
    "query_params": "the query string",
    "QUERY_PARAMS": "the query string",
}
_ADDRESS = {
    "path": "the path",
    "path_info": "the path",
    "get_full_path": "the path",
    "get_full_path_info": "the path",
    "build_absolute_uri": "the address",
    "get_raw_uri": "the address",
}
_FILES = "django.utils.datastructures.FILES"
_PARTS = {
    "COOKIES": "a cookie",
    "FILES": "an uploaded file",
    "body": "the body",
    "read": "the body",
    "readline": "the body",
    "stream": "the body",
    "headers": "a header",
    "content_type": "a header",
    "content_params": "a header",
    "resolver_match": "the path",
}
_OWN_META = (
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "REMOTE_USER",
    "SERVER_NAME",
    "SERVER_PORT",
    "REQUEST_METHOD",
    "SERVER_PROTOCOL",
    "CSRF_COOKIE",
)
_VIEW = "django.views.View"
_GENERIC = (
    *("View", "TemplateView", "ListView", "DetailView", "FormView", "CreateView", "UpdateView", "DeleteView"),
    *("RedirectView", "ArchiveIndexView", "YearArchiveView", "MonthArchiveView", "DateDetailView", "BaseListView"),
)
_REST = {
    "rest_framework.views": ("APIView",),
    "rest_framework.generics": (
        *("GenericAPIView", "ListAPIView", "RetrieveAPIView", "CreateAPIView", "UpdateAPIView", "DestroyAPIView"),
        *("ListCreateAPIView", "RetrieveUpdateAPIView", "RetrieveDestroyAPIView", "RetrieveUpdateDestroyAPIView"),
    ),
    "rest_framework.viewsets": ("ViewSet", "GenericViewSet", "ModelViewSet", "ReadOnlyModelViewSet", "ViewSetMixin"),
}
_METHODS = (
    *("get", "post", "put", "patch", "delete", "head", "options", "dispatch", "list", "retrieve", "create", "update"),
    *("partial_update", "destroy", "http_method_not_allowed", "initial", "setup"),
)
_ANSWERS = (
    *("HttpResponse", "JsonResponse", "render", "redirect", "HttpResponseRedirect", "HttpResponseBadRequest"),
    *("HttpResponseForbidden", "HttpResponseNotFound", "StreamingHttpResponse", "FileResponse", "TemplateResponse"),
    *("HttpResponsePermanentRedirect", "Response", "HttpResponseServerError", "render_to_response"),
)
# Parameters of views that the program itself gives, or Django to views of errors.
_OWN = (
    *("exception", "exc_type", "exc_value", "tb", "template_name", "form_class", "extra_context", "response", "form"),
    *("obj", "queryset", "get_response", "user", "status_code", "model", "next_page"),
)
_FORM = "django.forms.Form"
_SERIALIZER = "rest_framework.serializers.Serializer"
# Fields whose validated value is a number, a date, one of a list, or made of letters, digits and dashes.
_FIELDS = (
    *("IntegerField", "FloatField", "DecimalField", "BooleanField", "NullBooleanField", "DateField", "DateTimeField"),
    *("TimeField", "DurationField", "UUIDField", "ChoiceField", "TypedChoiceField", "MultipleChoiceField"),
    *("TypedMultipleChoiceField", "ModelChoiceField", "ModelMultipleChoiceField", "SlugField", "IPAddressField"),
    *("GenericIPAddressField", "PrimaryKeyRelatedField", "SlugRelatedField", "SplitDateTimeField"),
)
_HANDED: dict[Argument, Parameter] = {"request": Parameter(type=_REQUEST)}
_REQUEST_PARAMETER: dict[Argument, Parameter] = {**_HANDED, ANY: Parameter("a part of the path")}
_PACKAGES = ("django", "rest_framework", "ninja")

MODEL = Model(
    needles=("request", "rest_framework", "ninja", "self.kwargs", "cleaned_data", "validated_data"),
    sources=(
        *(
            Source(f"{_REQUEST}.{name}", f"{what} of the request", type=_FILES if name == "FILES" else "")
            for name, what in _PARTS.items()
        ),
        *(  # where the request itself went: a redirect there stays here
            Source(f"{_REQUEST}.{name}", f"{what} of the request", clears=(*TEXT, "redirect"))
            for name, what in _ADDRESS.items()
        ),
        *(Source(f"{_REQUEST}.{name}", f"{what} of the request", type=_MAPPING) for name, what in _MAPPINGS.items()),
        *(Source(f"{_REQUEST}.{n}", "the body of the request", clears=STRUCTURE) for n in ("data", "DATA")),
        Source(f"{_REQUEST}.META", "a header of the request", clean=_OWN_META),
        Source(f"{_VIEW}.kwargs", "a part of the path"),
        Source(f"{_VIEW}.args", "a part of the path"),
        Source("**.cleaned_data", "a field of the form", clears=(*TEXT, "massassign")),
        Source("**.validated_data", "the body of the request", clears=(*TEXT, "massassign")),
        Source(
            "channels.Consumer.scope",
            "the request of the socket",
            clean=("user", "session", "client", "server", "type"),
        ),
    ),
    schemas=(
        Schema(f"{_FORM}.cleaned_data", "a field of the form", _FIELDS),
        Schema(f"{_SERIALIZER}.validated_data", "the body of the request", _FIELDS),
        Schema(
            "marshmallow.Schema.load",
            "the data that the schema loads",
            (
                *(
                    "Integer",
                    "Int",
                    "Float",
                    "Decimal",
                    "Number",
                    "Boolean",
                    "Bool",
                    "Date",
                    "DateTime",
                    "Time",
                    "UUID",
                ),
                *("TimeDelta", "Enum", "AwareDateTime", "NaiveDateTime", "IP", "IPv4", "IPv6"),
            ),
        ),
    ),
    entries=(
        Entry(
            decorators=("rest_framework.decorators.api_view", "rest_framework.decorators.action"),
            parameters={0: Parameter(type=_REQUEST), **_REQUEST_PARAMETER},
            path_converters=True,
        ),
        *(
            Entry(
                decorators=tuple(
                    f"{owner}.{name}" for name in ("get", "post", "put", "patch", "delete", "api_operation")
                ),
                needle="ninja",
                parameters={0: Parameter(type=_REQUEST), ANY: Parameter("the request", clears=STRUCTURE)},
            )
            for owner in ("ninja.NinjaAPI", "ninja.Router", "*")
        ),
        Entry(
            bases=(_VIEW,),
            methods=_METHODS,
            parameters=_REQUEST_PARAMETER,
            path_converters=True,
        ),
        Entry(
            bases=(_VIEW,),
            methods=("form_valid", "form_invalid", "perform_create", "perform_update"),
            parameters={"form": Parameter(type=_FORM), "serializer": Parameter(type=_SERIALIZER)},
        ),
        Entry(bases=(_VIEW,), methods=("*",), needle="rest_framework", parameters=_HANDED),
        Entry(
            bases=("channels.Consumer",),
            methods=("receive", "receive_json", "websocket_receive", "receive_text"),
            parameters={ANY: Parameter("a message of the socket", clears=STRUCTURE)},
        ),
        *(
            Entry(
                names=("get", "post", "put", "patch", "delete"),
                needs=("request",),
                needle=package,
                parameters=_REQUEST_PARAMETER,
                path_converters=True,
            )
            for package in _PACKAGES[:2]
        ),
        *(
            Entry(
                names=("*",),
                needs=("request",),
                needle=package,
                answers=_ANSWERS,
                parameters={**_REQUEST_PARAMETER, **dict.fromkeys(_OWN, Parameter())},
                path_converters=True,
            )
            for package in _PACKAGES[:2]
        ),
        *(Entry(names=("*",), needs=("request",), needle=package, parameters=_HANDED) for package in _PACKAGES),
    ),
    returns=(
        Returns(f"{_REQUEST}.environ", "wsgi.Environ", clean=True),
        Returns(f"{_VIEW}.request", _REQUEST, clean=True),
        *(Returns(f"{_MAPPING}.{name}", "str") for name in ("__getitem__", "get", "getlist")),
        *(Returns(f"{_MAPPING}.{name}", "") for name in ("dict", "copy", "items", "values", "urlencode", "lists")),
        *(
            Returns(f"django.shortcuts.{name}", "django.Row", clean=True)
            for name in ("get_object_or_404", "get_list_or_404")
        ),
        Returns("rest_framework.generics.get_object_or_404", "django.Row", clean=True),
        Returns("django.contrib.auth.authenticate", "django.Row", clean=True),
        Returns("django.views.View.get_object", "django.Row", clean=True),
        Returns(f"{_REQUEST}.get_signed_cookie", "str", clean=True),
    ),
    guards=(
        *(
            Guard(f"django.utils.http.{name}", ("redirect",))
            for name in ("url_has_allowed_host_and_scheme", "is_safe_url")
        ),
    ),
    sanitisers=(
        Sanitiser("django.shortcuts.render", ("html",)),
        Sanitiser("django.template.loader.render_to_string", ("html",)),
        *(
            Sanitiser(f"django.utils.html.{name}", ("html",))
            for name in ("escape", "conditional_escape", "format_html")
        ),
        Sanitiser("django.utils.text.get_valid_filename", ("path",)),
        Sanitiser("django.utils.text.slugify"),
    ),
    sinks=(Sink("django.utils.safestring.mark_safe", "html"),),
    subclasses={
        "django.http.request.HttpRequest": _REQUEST,
        "django.core.handlers.wsgi.WSGIRequest": _REQUEST,
        "django.core.handlers.asgi.ASGIRequest": _REQUEST,
        "rest_framework.request.Request": _REQUEST,
        **{
            f"django.views.{module}{name}": _VIEW
            for module in ("generic.", "generic.base.", "generic.list.", "generic.edit.", "generic.detail.", "")
            for name in _GENERIC
            if f"django.views.{module}{name}" != _VIEW
        },
        **{f"{module}.{name}": _VIEW for module, names in _REST.items() for name in names},
        **{f"django.forms.{name}": _FORM for name in ("ModelForm", "BaseForm", "forms.Form", "forms.ModelForm")},
        "django.contrib.auth.forms.AuthenticationForm": _FORM,
        "django.contrib.auth.forms.UserCreationForm": _FORM,
        **{
            f"rest_framework.serializers.{name}": _SERIALIZER
            for name in ("ModelSerializer", "HyperlinkedModelSerializer", "ListSerializer", "BaseSerializer")
        },
        **{
            f"channels.generic.websocket.{name}": "channels.Consumer"
            for name in (
                *("WebsocketConsumer", "AsyncWebsocketConsumer", "JsonWebsocketConsumer"),
                "AsyncJsonWebsocketConsumer",
            )
        },
        "flask_marshmallow.Schema": "marshmallow.Schema",
    },
    parameter_types=(_REQUEST,),
)
