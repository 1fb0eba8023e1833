"""Ed25519 verified by the OpenSSL that Python itself has loaded for its hashes.

`cryptography` brings an OpenSSL of its own and Rust's half: 9 MB in a host that verifies one
signature at a launch and needs neither again (decision 65). So the question goes to the library
that `hashlib` is linked with, found through that module's own file and by no search: what could put
another one there could do so to Python's hashes and TLS. Functions: EVP_PKEY_new(3),
EVP_DigestVerifyInit(3), their manual pages of OpenSSL 1.1.1 to 3.
"""

from __future__ import annotations

_ED25519 = 1087
"""EVP_PKEY_ED25519 in OpenSSL's obj_mac.h; LibreSSL, BoringSSL and AWS-LC have it under other
numbers and make no key of this one."""


def fits(public_key: bytes, message: bytes, signature: bytes) -> bool | None:
    """Whether the signature is right; None where this Python has no such library (Windows, one
    with all in it) or that cannot tell (another maker's, one kept to FIPS 140-2)."""
    import ctypes  # which a launcher's first paint is not to wait for

    pointer, text, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
    try:
        import _hashlib

        library = ctypes.CDLL(_hashlib.__file__)
        new_key = library.EVP_PKEY_new_raw_public_key
        free_key = library.EVP_PKEY_free
        new_context = library.EVP_MD_CTX_new
        free_context = library.EVP_MD_CTX_free
        begin = library.EVP_DigestVerifyInit
        verify = library.EVP_DigestVerify
        clear = library.ERR_clear_error
    except (ImportError, OSError, AttributeError):
        return None
    new_key.restype = new_context.restype = pointer
    new_key.argtypes = (ctypes.c_int, pointer, text, size)
    new_context.argtypes = ()
    begin.argtypes = (pointer,) * 5
    verify.argtypes = (pointer, text, size, text, size)
    free_key.argtypes = free_context.argtypes = (pointer,)
    free_key.restype = free_context.restype = clear.restype = None

    key = new_key(_ED25519, None, public_key, len(public_key))
    context = new_context()
    try:
        if not key or not context or begin(context, None, None, None, key) != 1:
            return None
        answer = verify(context, signature, len(signature), message, len(message))
        # 0 is "does not fit"; everything else is a failure of the library, and no verdict.
        return {0: False, 1: True}.get(answer)
    finally:
        free_context(context)  # both take nothing at all, too
        free_key(key)
        clear()  # Python's own hashes and TLS look into the same queue of errors
