"""Functions as a service: AWS Lambda, Google Cloud Functions, Azure Functions. (docs.aws.amazon.com/lambda,
cloud.google.com/functions, learn.microsoft.com/azure/azure-functions)"""

from pratique.lint.flow.model import ANY, STRUCTURE, Entry, Model, Parameter, Returns, Source

# What the platform itself says of a call: who is signed in, which stage, which account.
_OWN = ("requestContext", "stageVariables", "httpMethod", "isBase64Encoded", "version", "resource", "source")
_EVENT = Parameter("the event", clears=STRUCTURE, clean=_OWN)
_AZURE = "azure.functions.HttpRequest"
_TRIGGERS = (
    *("queue_trigger", "service_bus_queue_trigger", "service_bus_topic_trigger", "event_hub_message_trigger"),
    *("blob_trigger", "event_grid_trigger", "kafka_trigger"),
)
_APPS = ("azure.functions.FunctionApp", "azure.functions.Blueprint")
_POWERTOOLS = tuple(
    f"aws_lambda_powertools.event_handler.{name}"
    for name in ("APIGatewayRestResolver", "APIGatewayHttpResolver", "ALBResolver", "LambdaFunctionUrlResolver")
)
_CURRENT = ("get_query_string_value", "query_string_parameters", "get_header_value", "body", "headers", "path")

MODEL = Model(
    needles=(
        "event",
        "functions_framework",
        "azure.functions",
        "HttpRequest",
        "chalice",
        "current_request",
        "aws_lambda",
    ),
    sources=(
        *(
            Source(f"{_AZURE}.{name}", f"{what} of the request")
            for name, what in (
                ("params", "the query string"),
                ("get_body", "the body"),
                ("headers", "a header"),
                ("route_params", "the path"),
                ("form", "the form"),
                ("files", "an uploaded file"),
                ("url", "the address"),
            )
        ),
        Source(f"{_AZURE}.get_json", "the JSON body of the request", clears=STRUCTURE),
        *(
            Source(f"azure.functions.Message.{name}", "the message", clears=STRUCTURE)
            for name in ("get_body", "get_json", "name", "read", "user_properties", "application_properties")
        ),
        *(
            Source(f"chalice.app.Request.{name}", "the request", clears=STRUCTURE)
            for name in ("query_params", "json_body", "raw_body", "headers", "uri_params")
        ),
        *(Source(f"{app}.current_event.{name}", "the request") for app in _POWERTOOLS for name in _CURRENT),
        *(
            Source(f"{app}.current_event.json_body", "the JSON body of the request", clears=STRUCTURE)
            for app in _POWERTOOLS
        ),
    ),
    entries=(
        Entry(names=("*",), needs=("event", "context"), parameters={"event": _EVENT}),
        Entry(names=("*",), needs=("event", "_context"), parameters={"event": _EVENT}),
        Entry(names=("*",), needs=("event", "_"), parameters={"event": _EVENT}),
        Entry(names=("*handler", "*handler_*", "handle"), needs=("event",), parameters={"event": _EVENT}),
        Entry(
            decorators=("functions_framework.cloud_event",), parameters={0: Parameter("the event", clears=STRUCTURE)}
        ),
        Entry(decorators=tuple(f"{app}.route" for app in _APPS), parameters={0: Parameter(type=_AZURE)}),
        Entry(
            decorators=tuple(f"{app}.{name}" for app in _APPS for name in _TRIGGERS),
            parameters={0: Parameter(type="azure.functions.Message")},
        ),
        Entry(
            decorators=(
                "chalice.Chalice.route",
                "chalice.Blueprint.route",
                *(
                    f"{app}.{name}"
                    for app in _POWERTOOLS
                    for name in ("get", "post", "put", "delete", "patch", "route")
                ),
            ),
            parameters={ANY: Parameter("a part of the path")},
            path_converters=True,
        ),
        Entry(
            decorators=(
                "chalice.Chalice.on_sqs_message",
                "chalice.Chalice.on_sns_message",
                "chalice.Chalice.on_s3_event",
                "chalice.Chalice.lambda_function",
            ),
            parameters={0: Parameter("the event", clears=STRUCTURE)},
        ),
    ),
    returns=tuple(
        Returns(f"chalice.{app}.current_request", "chalice.app.Request", clean=True) for app in ("Chalice", "Blueprint")
    ),
    subclasses={
        "azure.functions._http.HttpRequest": _AZURE,
        **{
            f"azure.functions.{name}": "azure.functions.Message"
            for name in (
                "QueueMessage",
                "ServiceBusMessage",
                "EventHubEvent",
                "InputStream",
                "EventGridEvent",
                "KafkaEvent",
            )
        },
        **{name.replace(".event_handler.", ".event_handler.api_gateway."): name for name in _POWERTOOLS},
    },
    parameter_types=(_AZURE, "azure.functions.Message"),
)
