import ldap
import ldap.dn
import ldap.filter
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from ldap.filter import escape_filter_chars, filter_format


def connection():
    conn = ldap.initialize(settings.LDAP_URI)
    conn.simple_bind_s(settings.LDAP_USER, settings.LDAP_PASSWORD)
    return conn


def person(request):
    conn = connection()
    uid = request.GET["uid"]
    found = conn.search_s("ou=people,dc=example", ldap.SCOPE_SUBTREE, "(uid=%s)" % uid)  # bad: % in a filter
    return JsonResponse({"found": len(found)})


def person_escaped(request):
    conn = connection()
    uid = escape_filter_chars(request.GET["uid"])
    found = conn.search_s("ou=people,dc=example", ldap.SCOPE_SUBTREE, "(uid=%s)" % uid)  # good: escaped
    return JsonResponse({"found": len(found)})


def person_format(request):
    conn = connection()
    condition = filter_format("(&(uid=%s)(active=TRUE))", [request.GET["uid"]])
    found = conn.search_s("ou=people,dc=example", ldap.SCOPE_SUBTREE, condition)  # good: filter_format escapes
    return JsonResponse({"found": len(found)})


def person_ext(request):
    conn = ldap.initialize("ldap://localhost")
    condition = "(|(mail={0})(mail={0}.old))".format(request.POST.get("mail"))
    number = conn.search_ext("dc=example", ldap.SCOPE_SUBTREE, filterstr=condition)  # bad: by keyword, the answer comes later
    return JsonResponse({"found": conn.result(number)})


def remove(request):
    conn = connection()
    conn.delete_s("uid=" + request.POST["uid"] + ",ou=people,dc=example")  # bad: the name of an entry
    return HttpResponse("ok")


def remove_escaped(request):
    conn = connection()
    conn.delete_s("uid=" + ldap.dn.escape_dn_chars(request.POST["uid"]) + ",ou=people,dc=example")  # good: escaped as a name
    return HttpResponse("ok")


def login(request):
    conn = ldap.initialize("ldap://localhost")
    name = "cn=%s,ou=people,dc=example" % request.POST["user"]
    try:
        conn.simple_bind_s(name, request.POST["password"])  # bad: a name to bind with
    except ldap.INVALID_CREDENTIALS:
        return HttpResponse("no", status=401)
    return HttpResponse("ok")


def login_escaped(request):
    conn = ldap.initialize("ldap://localhost")
    name = "cn=%s,ou=people,dc=example" % ldap.dn.escape_dn_chars(request.POST["user"])
    try:
        conn.simple_bind_s(name, request.POST["password"])  # good: escaped; the password is no name
    except ldap.INVALID_CREDENTIALS:
        return HttpResponse("no", status=401)
    return HttpResponse("ok")


def current(request):
    conn = connection()
    found = conn.search_s("dc=example", ldap.SCOPE_SUBTREE, "(uid=%s)" % settings.SERVICE_UID)  # good: a setting
    return JsonResponse({"found": len(found)})


def scoped(request):
    conn = connection()
    scope = ldap.SCOPE_BASE if request.GET.get("scope") == "base" else ldap.SCOPE_SUBTREE
    found = conn.search_s("dc=example", scope, "(objectClass=*)")  # good: a choice of constants
    return JsonResponse({"found": len(found)})


class Directory:
    def __init__(self):
        self.conn = ldap.initialize("ldap://localhost")

    def by_mail(self, mail):
        return self.conn.search_s("dc=example", ldap.SCOPE_SUBTREE, f"(mail={mail})")  # bad: a view hands over what it was sent

    def by_mail_escaped(self, mail):
        mail = escape_filter_chars(mail)
        return self.conn.search_s("dc=example", ldap.SCOPE_SUBTREE, f"(mail={mail})")  # good: escaped by the method


def by_mail(request):
    return JsonResponse({"found": len(Directory().by_mail(request.GET["mail"]))})


def by_mail_escaped(request):
    return JsonResponse({"found": len(Directory().by_mail_escaped(request.GET["mail"]))})
