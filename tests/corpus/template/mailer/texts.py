from jinja2 import Environment, Template

env = Environment()
GREETING = "Hello {{ name }}"


def render_text(source, **values):
    return env.from_string(source).render(**values)


def greet(name):
    return Template(GREETING).render(name=name)


def with_footer(text):
    return text + "\n-- \nthe team"


class Letter:
    template = GREETING

    def __init__(self, subject):
        self.subject = subject

    def subject_line(self):
        return Template("Re: " + self.subject).render()

    def body(self):
        return Template(self.template).render(subject=self.subject)
