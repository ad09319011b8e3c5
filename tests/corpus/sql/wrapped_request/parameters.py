class Parameters:
    """What a request holds, and what the application adds."""

    def __init__(self, request):
        self.request = request

    def from_form(self, name):
        return self.request.form.get(name, "")

    def from_query(self, name):
        found = self.request.args.getlist(name)
        return found[0] if found else ""

    def fixed(self, name):
        return "fixed-" + name


def parameters_of(request):
    return Parameters(request)
