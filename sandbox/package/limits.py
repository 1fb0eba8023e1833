"""How large a package may be, in every direction."""

from __future__ import annotations

import msgspec

_MIB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True):
    """Bounds that a reader checks before it allocates or inflates anything.

    The container stays below 4 GiB and 65,535 entries whatever is set here: it is ZIP 2.0,
    without ZIP64 (W3C MiniApp Packaging, "ZIP File Requirements").
    """

    package_bytes: int = 256 * _MIB
    content_bytes: int = 512 * _MIB
    """Sum of all files, inflated."""
    file_bytes: int = 128 * _MIB
    files: int = 10_000
    ratio: int = 200
    """Most that a file may grow by inflating; deflate itself cannot exceed about 1,032."""
    ratio_free_bytes: int = 1 * _MIB
    """Files up to this size may have any ratio: they cannot hurt."""
    index_bytes: int = 4 * _MIB
    signing_block_bytes: int = 8 * _MIB
    signatures: int = 16
    path_bytes: int = 1024
    path_depth: int = 32
    manifest_bytes: int = 256 * 1024


DEFAULT_LIMITS = Limits()
