import json
import logging

logger = logging.getLogger()
logger.setLevel(logging.INFO)


def lambda_handler(event, context):
    logger.info("request %s", context.aws_request_id)  # good: the platform's own
    name = event["queryStringParameters"]["name"]
    logger.info("name: " + name)  # bad: a parameter
    logger.info("name: " + repr(name))  # good: its repr
    logger.info(json.dumps({"name": name}))  # good: a JSON record
    logger.info("names: %s", " ".join(name.splitlines()))  # good: lines joined
    return {"statusCode": 204}
