from urllib.parse import urlsplit

HOSTS = ["portal.example", "static.portal.example"]


def local_target(target):
    parts = urlsplit(target)
    if parts.netloc and parts.netloc not in HOSTS:
        return "/"
    return target


def normalised(target):
    return target.strip().rstrip("/")


def allowed(target) -> bool:
    return urlsplit(target).netloc in HOSTS
