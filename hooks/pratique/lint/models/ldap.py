"""LDAP: ldap3, python-ldap, bonsai. A filter is escaped by RFC 4515, a name by RFC 4514: each by its own function."""

from pratique.lint.flow.model import Model, Returns, Sanitiser, Sink

_FILTER = r"\(\s*(?:[&|!]\s*\(|[\w;.: -]+[~<>:]?=)"
_NAME = r"\b\w+=.*"
_SEARCHES = ("search", "search_s", "search_st", "search_ext", "search_ext_s")
_NAMED = ("delete", "delete_s", "modify", "modify_s", "add", "add_s", "compare", "compare_s", "rename", "rename_s")
_BINDS = ("simple_bind", "simple_bind_s", "bind", "bind_s", "rebind")

MODEL = Model(
    sinks=(
        Sink("ldap3.Connection.search", "ldap", (1, "search_filter")),
        Sink("ldap3.Connection.search", "ldap-name", (0, "search_base")),
        *(Sink(f"ldap3.Standard.{name}", "ldap", (1, "search_filter")) for name in ("paged_search",)),
        Sink("ldap3.Connection", "ldap-name", (1, "user"), like=_NAME),
        *(
            Sink(f"ldap3.Connection.{name}", "ldap-name", (0, "dn"))
            for name in ("delete", "modify", "add", "compare", "modify_dn")
        ),
        Sink("ldap3.Connection.rebind", "ldap-name", (0, "user"), like=_NAME),
        Sink("ldap3.Reader", "ldap", (2, 3, "query")),
        *(Sink(f"ldap.LDAPObject.{name}", "ldap", (2, "filterstr")) for name in _SEARCHES),
        *(Sink(f"ldap.LDAPObject.{name}", "ldap-name", (0, "base")) for name in _SEARCHES),
        *(Sink(f"ldap.LDAPObject.{name}", "ldap-name", (0, "dn")) for name in _NAMED),
        *(Sink(f"ldap.LDAPObject.{name}", "ldap-name", (0, "who"), like=_NAME) for name in _BINDS),
        *(Sink(f"*.{name}", "ldap", (2, "filterstr")) for name in _SEARCHES[1:]),
        *(Sink(f"*.{name}", "ldap-name", (0, "base")) for name in _SEARCHES[1:]),
        *(Sink(f"**.{name}", "ldap-name", (0, "who"), like=_NAME) for name in _BINDS[:2]),
        *(
            Sink(f"**.{name}", "ldap-name", (0, "dn"), like=_NAME)
            for name in ("delete_s", "modify_s", "add_s", "compare_s")
        ),
        Sink("*.search", "ldap", ("search_filter", "filterstr", "filter_exp", "ldap_filter"), passes=True),
        Sink(
            "**.search",
            "ldap",
            (0, 1, 2, "search_filter", "filterstr", "filter_exp", "filter", "query"),
            like=_FILTER,
            passes=True,
        ),
        Sink("**.search", "ldap-name", (0, "search_base", "base"), like=r"\b(?:dc|ou|cn|o|uid)=", passes=True),
        *(
            Sink(f"**.{name}", "ldap", (0, 1, 2, "search_filter"), like=_FILTER, passes=True)
            for name in ("paged_search", "search_ext", "search_s", "search_ext_s", "search_st", "query")
        ),
        Sink("bonsai.LDAPConnection.search", "ldap", (2, "filter_exp")),
        Sink("bonsai.LDAPConnection.search", "ldap-name", (0, "base")),
        *(Sink(f"django_auth_ldap.config.{name}", "ldap", (2,)) for name in ("LDAPSearch",)),
    ),
    returns=(
        Returns("ldap3.Connection", "ldap3.Connection", clean=True),
        Returns("ldap3.Server", "ldap3.Server", clean=True),
        Returns("ldap3.Connection.search", "", clean=True),
        Returns("ldap3.Connection.entries", "", clean=True),
        Returns("ldap3.Connection.response", "", clean=True),
        Returns("ldap3.Connection.extend", "ldap3.Extend", clean=True),
        Returns("ldap3.Extend.standard", "ldap3.Standard", clean=True),
        *(
            Returns(f"ldap.{name}", "ldap.LDAPObject", clean=True)
            for name in ("initialize", "open", "ldapobject.LDAPObject", "ldapobject.ReconnectLDAPObject")
        ),
        *(Returns(f"ldap.LDAPObject.{name}", "", clean=True) for name in _SEARCHES),
        Returns("bonsai.LDAPClient", "bonsai.LDAPClient", clean=True),
        Returns("bonsai.LDAPClient.connect", "bonsai.LDAPConnection", clean=True),
    ),
    sanitisers=(
        *(
            Sanitiser(name, ("ldap",))
            for name in (
                "ldap3.utils.conv.escape_filter_chars",
                "ldap3.utils.conv.escape_bytes",
                "ldap.filter.escape_filter_chars",
                "ldap.filter.filter_format",
                "bonsai.escape_filter_exp",
                "bonsai.utils.escape_filter_exp",
            )
        ),
        *(
            Sanitiser(name, ("ldap-name",))
            for name in (
                "ldap3.utils.dn.escape_rdn",
                "ldap3.utils.dn.escape_attribute_value",
                "ldap.dn.escape_dn_chars",
                "bonsai.escape_attribute_value",
                "bonsai.utils.escape_attribute_value",
            )
        ),
    ),
    subclasses={
        "ldap3.core.connection.Connection": "ldap3.Connection",
        "ldap3.abstract.cursor.Reader": "ldap3.Reader",
        "ldap.ldapobject.SimpleLDAPObject": "ldap.LDAPObject",
    },
    parameter_types=("ldap3.Connection", "ldap3.core.connection.Connection", "ldap.ldapobject.SimpleLDAPObject"),
)
