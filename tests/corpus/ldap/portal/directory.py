import ldap3
from ldap3.utils.conv import escape_filter_chars


def _connection():
    return ldap3.Connection(ldap3.Server("localhost"), auto_bind=True)


def find_all(condition):
    connection = _connection()
    connection.search("dc=example", condition)
    return str(connection.entries)


def quoted(text):
    return escape_filter_chars(text, encoding="utf-8")


def accounts_of(uid):
    return find_all("(&(objectClass=account)(uid=" + uid + "))")
