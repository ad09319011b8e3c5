import tornado.web
import tornado.ioloop


class EvalHandler(tornado.web.RequestHandler):
    def get(self):
        expression = self.get_argument("e")
        self.write({"r": bool(eval(expression))})  # bad: an argument in Tornado

    def post(self):
        expression = self.get_body_argument("e")
        if not expression.isdecimal():
            raise tornado.web.HTTPError(400)
        self.write({"r": bool(eval(expression + " > 3"))})  # good: decimal digits

    def put(self):
        try:
            value = int(self.get_argument("n"))
        except ValueError:
            value = 0
        self.write({"r": bool(eval("%s > 3" % value))})  # good: a number or zero

    def delete(self):
        name = self.request.headers.get("X-Name")
        exec("del x_" + name)  # bad: a header
        self.finish()
