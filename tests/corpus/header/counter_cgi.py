#!/usr/bin/python3
import cgi
from urllib.parse import quote

form = cgi.FieldStorage()
lang = form.getvalue("lang", "en")
print("Content-Type: text/plain")
print(f"Content-Language: {lang}")  # bad: printed into the head
print(f"X-Language: {quote(lang)}")  # good: quoted
print("Set-Cookie: lang=" + lang)  # bad: a cookie in the raw
print()
print("Language is " + lang)  # good: the body
