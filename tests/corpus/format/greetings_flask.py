import string
from string import Formatter, Template

from flask import Flask, jsonify, request

app = Flask(__name__)
GREETINGS = {"en": "Hello {user.name}", "de": "Hallo {user.name}"}


class User:
    name = "x"
    password = "y"


user = User()


@app.route("/1")
def one():
    return jsonify(request.args["greeting"].format(user=user))  # bad: the parameter's own format


@app.route("/2")
def two():
    return jsonify("Hello {}".format(request.args["name"]))  # good: a value


@app.route("/3")
def three():
    template = request.args.get("greeting", "Hello {user.name}")
    return jsonify(template.format(user=user))  # bad: with a constant fallback


@app.route("/4")
def four():
    return jsonify(GREETINGS[request.args["lang"]].format(user=user))  # good: out of a table


@app.route("/5")
def five():
    return jsonify(("Dear " + request.form["title"] + " {user.name}").format(user=user))  # bad: a sum


@app.route("/6")
def six():
    return jsonify("Dear {title} {user.name}".format(title=request.form["title"], user=user))  # good: two values


@app.route("/7")
def seven():
    return jsonify(f"{request.args['greeting']} {{user.password}}".format(user=user))  # bad: f-string, then format


@app.route("/8")
def eight():
    return jsonify(f"{request.args['greeting']} {user.name}")  # good: f-string only


@app.route("/9")
def nine():
    return jsonify(request.json["template"] % {"name": user.name})  # bad: %


@app.route("/10")
def ten():
    return jsonify("%s, %s" % (request.json["greeting"], user.name))  # good: values of %


@app.route("/11")
def eleven():
    return jsonify(int(request.args["n"]) % 7)  # good: a remainder


@app.route("/12")
def twelve():
    return jsonify(request.args["template"].format_map({"user": user}))  # bad: format_map


@app.route("/13")
def thirteen():
    return jsonify("{user}".format_map({"user": request.args["user"]}))  # good: a value of the map


@app.route("/14")
def fourteen():
    return jsonify(Template(request.args["t"]).substitute(name=user.name))  # bad: string.Template


@app.route("/15")
def fifteen():
    return jsonify(Template("Hello $name").substitute(name=request.args["name"]))  # good: a value


@app.route("/16")
def sixteen():
    return jsonify(Formatter().vformat(request.args["t"], (), {"user": user}))  # bad: Formatter


@app.route("/17")
def seventeen():
    return jsonify(string.Formatter().format("{0}", request.args["t"]))  # good: a value of Formatter


@app.route("/18")
def eighteen():
    text = request.args["t"]
    for key, value in {"{name}": "x", "{day}": "Monday"}.items():
        text = text.replace(key, value)
    return jsonify(text)  # good: replaced by hand


@app.route("/19")
def nineteen():
    text = request.args["t"].replace("{", "{{").replace("}", "}}")
    return jsonify((text + " {name}").format(name="x"))  # good: braces doubled


@app.route("/20")
def twenty():
    text = request.args["t"].upper().strip()
    return jsonify(text.format(user=user))  # bad: upper case does not help


@app.route("/21")
def twenty_one():
    width = int(request.args["width"])
    return jsonify(("{:>%d}" % width).format("x"))  # good: a number in the template


@app.route("/22")
def twenty_two():
    kind = request.args["kind"]
    template = "{0.name}" if kind == "name" else "{0}"
    return jsonify(template.format(user))  # good: constants either way


@app.route("/23")
def twenty_three():
    kind = request.args["kind"]
    template = "{0.name}" if kind == "name" else kind
    return jsonify(template.format(user))  # bad: one way is the outsider's


@app.route("/24")
def twenty_four():
    text = request.args["t"]
    if "__" in text:
        return "no", 400
    return jsonify(text.format(user=user))  # bad: user.password needs no underscores


@app.route("/25")
def twenty_five():
    text = request.args["t"]
    if text not in ("{user.name}", "{user}"):
        return "no", 400
    return jsonify(text.format(user=user))  # good: allow-list


@app.route("/26")
def twenty_six():
    text = request.args["t"]
    allowed = ["{user.name}"]
    if text in allowed:
        pass
    return jsonify(text.format(user=user))  # bad: the test decides nothing


@app.route("/27")
def twenty_seven():
    lines = [line.format(user=user) for line in request.args.getlist("line")]  # bad: in a comprehension
    return jsonify(lines)


@app.route("/28")
def twenty_eight():
    lines = ["{}: {}".format(n, line) for n, line in enumerate(request.args.getlist("line"))]  # good: values
    return jsonify(lines)


@app.route("/29")
def twenty_nine():
    return jsonify(list(map("{:>3}".format, request.args.getlist("n"))))  # good: a bound constant


@app.route("/30")
def thirty():
    return jsonify(str.format(request.args["t"], user))  # bad: str.format as a function


@app.route("/31")
def thirty_one():
    return jsonify(format(float(request.args["x"]), ".2f"))  # good: the built-in format
