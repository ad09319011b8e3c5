"""One file per issuer family: its documentation, its token formats and where to revoke a leaked one."""
