#!/usr/bin/env python3
import cgi
import html

form = cgi.FieldStorage()
print("Content-Type: text/html")
print()
print("<h1>Guests</h1>")
print("<p>" + form.getvalue("name", "") + "</p>")  # bad: CGI
print("<p>" + html.escape(form.getvalue("name", "")) + "</p>")  # good: escaped
