"""Queues, brokers and sockets that bring messages: RabbitMQ, Kafka, Redis, SQS, MQTT, NATS, Pub/Sub, websockets.

(pika.readthedocs.io, kafka-python.readthedocs.io, docs.confluent.io, redis.readthedocs.io, boto3.amazonaws.com,
eclipse.dev/paho, websockets.readthedocs.io)
"""

from pratique.lint.flow.model import ANY, STRUCTURE, Entry, Model, Parameter, Returns, Source

_MESSAGE = {"what": "a message of the queue", "clears": STRUCTURE}
_BODY = Parameter(**_MESSAGE)  # type: ignore[arg-type]
_KAFKA = ("kafka.KafkaConsumer", "aiokafka.AIOKafkaConsumer", "confluent_kafka.Consumer")
_PUBSUB = "redis.client.PubSub"
_REDIS = ("redis.Redis", "redis.StrictRedis", "redis.asyncio.Redis")
_SOCKETS = ("websockets.ServerConnection", "websockets.ClientConnection")

MODEL = Model(
    needles=(
        "pika",
        "kafka",
        "aiokafka",
        "pubsub",
        "receive_message",
        "paho",
        "websocket",
        "basic_consume",
        "nats",
        "kombu",
        "on_message",
        "stomp",
        "zmq",
        "imaplib",
        "poplib",
        "aio_pika",
        "servicebus",
    ),
    sources=(
        *(
            Source(f"{owner}.{name}", "a message of the topic", clears=STRUCTURE)
            for owner in _KAFKA
            for name in ("__iter__", "poll", "getone", "getmany", "consume")
        ),
        *(Source(f"{_PUBSUB}.{name}", "a message of the channel") for name in ("listen", "get_message", "__iter__")),
        Source("**.receive_message", "a message of the queue", clears=STRUCTURE),
        Source("pika.BlockingChannel.basic_get", "a message of the queue"),
        Source("pika.BlockingChannel.consume", "a message of the queue"),
        *(
            Source(f"{owner}.{name}", "a message of the socket")
            for owner in _SOCKETS
            for name in ("recv", "__iter__", "request", "path")
        ),
        *(
            Source(f"zmq.Socket.{name}", "a message of the socket", clears=STRUCTURE)
            for name in ("recv", "recv_string", "recv_json", "recv_multipart")
        ),
        *(Source(f"imaplib.IMAP4.{name}", "a mail") for name in ("fetch",)),
        *(Source(f"poplib.POP3.{name}", "a mail") for name in ("retr",)),
    ),
    entries=(
        Entry(
            registrars=(
                ("*.basic_consume", "on_message_callback"),
                ("*.basic_consume", 1),
                ("*.basic_consume", 0),
                ("*.basic_consume", "consumer_callback"),
                ("*.basic_consume", "callback"),
                ("pika.BlockingChannel.basic_consume", "on_message_callback"),
                ("pika.BlockingChannel.basic_consume", 1),
            ),
            parameters={3: _BODY, "body": _BODY},
        ),
        Entry(names=("*",), needs=("ch", "method", "properties", "body"), parameters={"body": _BODY}),
        Entry(names=("*",), needs=("channel", "method", "properties", "body"), parameters={"body": _BODY}),
        Entry(names=("on_message", "*message*"), needle="paho", parameters={2: _BODY, "msg": _BODY, "message": _BODY}),
        Entry(
            registrars=(
                ("websockets.serve", 0),
                ("websockets.server.serve", 0),
                ("websockets.asyncio.server.serve", 0),
            ),
            parameters={0: Parameter(type=_SOCKETS[0]), ANY: Parameter("the path")},
        ),
        Entry(registrars=(("*.subscribe", "cb"), ("*.subscribe", "callback")), parameters={0: _BODY}),
        Entry(registrars=(("*.consume", 0),), needle="aio_pika", parameters={0: _BODY}),
        Entry(
            bases=("stomp.ConnectionListener", "kombu.mixins.ConsumerMixin"),
            methods=("on_message", "process_task"),
            parameters={ANY: _BODY},
        ),
        Entry(decorators=("faust.App.agent",), parameters={0: _BODY}),
        Entry(decorators=("**.subscriber",), needle="faststream", parameters={ANY: _BODY}),
    ),
    returns=(
        *(Returns(owner, owner, clean=True) for owner in (*_KAFKA, *_REDIS, _PUBSUB)),
        *(Returns(f"{owner}.pubsub", _PUBSUB, clean=True) for owner in _REDIS),
        *(Returns(f"redis.{name}from_url", "redis.Redis", clean=True) for name in ("", "Redis.", "StrictRedis.")),
        Returns("redis.asyncio.from_url", "redis.asyncio.Redis", clean=True),
        Returns("pika.BlockingConnection", "pika.BlockingConnection", clean=True),
        Returns("pika.BlockingConnection.channel", "pika.BlockingChannel", clean=True),
        *(Returns(f"websockets.{name}connect", _SOCKETS[1], clean=True) for name in ("", "sync.client.", "client.")),
        Returns("zmq.Context", "zmq.Context", clean=True),
        Returns("zmq.Context.socket", "zmq.Socket", clean=True),
        *(Returns(f"imaplib.{name}", "imaplib.IMAP4", clean=True) for name in ("IMAP4", "IMAP4_SSL")),
        *(Returns(f"poplib.{name}", "poplib.POP3", clean=True) for name in ("POP3", "POP3_SSL")),
    ),
    subclasses={
        "websockets.WebSocketServerProtocol": _SOCKETS[0],
        "websockets.asyncio.server.ServerConnection": _SOCKETS[0],
        "websockets.server.WebSocketServerProtocol": _SOCKETS[0],
        "websockets.legacy.server.WebSocketServerProtocol": _SOCKETS[0],
        "kafka.consumer.KafkaConsumer": _KAFKA[0],
        "zmq.asyncio.Context": "zmq.Context",
    },
    parameter_types=(*_SOCKETS, *_KAFKA),
)
