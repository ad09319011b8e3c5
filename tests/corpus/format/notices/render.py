DEFAULT = "{who} wrote {what}"


def notice(template, who, what):
    return template.format(who=who, what=what)


def fixed(who, what):
    return DEFAULT.format(who=who, what=what)


def percent(template, values):
    return template % values


class Notice:
    template = DEFAULT

    def __init__(self, who):
        self.who = who

    def text(self):
        return self.template.format(who=self.who, what="x")


class Custom(Notice):
    def __init__(self, who, template):
        super().__init__(who)
        self.template = template
