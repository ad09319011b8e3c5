import json
import os
import subprocess

import boto3
import paho.mqtt.client as mqtt
import pika
import redis
import websockets
from confluent_kafka import Consumer
from kafka import KafkaConsumer


def on_order(ch, method, properties, body):
    order = json.loads(body)
    os.system("print-order " + order["name"])  # bad: a message of RabbitMQ
    os.system("print-order " + method.routing_key.split(".")[0].upper() + " " + str(len(body)))  # good: our own key
    ch.basic_ack(delivery_tag=method.delivery_tag)


def received(channel, deliver, props, payload):
    os.system("print-order " + payload.decode())  # bad: other names


def consume():
    channel = pika.BlockingConnection().channel()
    channel.basic_consume(queue="orders", on_message_callback=on_order)
    channel.basic_consume(queue="other", on_message_callback=received)
    channel.start_consuming()


def kafka():
    consumer = KafkaConsumer("jobs", bootstrap_servers="k:9092")
    for message in consumer:
        subprocess.run("job " + message.value.decode(), shell=True)  # bad: kafka-python
        subprocess.run(["job", message.value.decode()])  # good: no shell


def confluent():
    consumer = Consumer({"group.id": "x"})
    while True:
        msg = consumer.poll(1.0)
        if msg is None:
            continue
        subprocess.run("job " + msg.value().decode(), shell=True)  # bad: confluent


def channel():
    r = redis.Redis()
    p = r.pubsub()
    p.subscribe("jobs")
    for message in p.listen():
        os.system("job " + message["data"])  # bad: a channel of Redis
    os.system("job nightly")  # good: constant


def sqs():
    client = boto3.client("sqs")
    found = client.receive_message(QueueUrl="https://sqs.example/q")
    for message in found["Messages"]:
        os.system("job " + message["Body"])  # bad: SQS


def on_message(client, userdata, msg):
    os.system("light " + msg.payload.decode())  # bad: MQTT


async def chat(websocket):
    async for message in websocket:
        os.system("say " + message)  # bad: a socket
    last = await websocket.recv()
    os.system("say " + last)  # bad: recv
    os.system("say bye")  # good: constant


async def run():
    client = mqtt.Client()
    client.on_message = on_message
    async with websockets.serve(chat, "", 8765):
        pass


def send(name):
    os.system("send " + name)  # good: called by nobody outside
