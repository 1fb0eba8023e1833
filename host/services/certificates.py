"""Whose certificates an app's connections believe. Imports httpx: load it at first use."""

from __future__ import annotations

import ssl

import httpx


def internet_tls() -> ssl.SSLContext:
    """A context of its own with the internet's authorities, as httpx carries them.

    The environment has no say: neither SSL_CERT_FILE and its kin, nor SSLKEYLOGFILE, which
    would have the keys of every connection written to a file.
    """
    carried = httpx.create_ssl_context(trust_env=False)
    if not carried.keylog_filename:
        return carried
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.load_verify_locations(cadata=b"".join(carried.get_ca_certs(binary_form=True)))
    made.verify_flags = carried.verify_flags
    made.options = carried.options
    return made
