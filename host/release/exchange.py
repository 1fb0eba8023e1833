"""Two folders change places in one step of the file system: whoever looks sees one, or the other.

Linux: renameat2(2) with RENAME_EXCHANGE. macOS: renamex_np(2) with RENAME_SWAP, on APFS.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

from bridge.errors import UpdateRefused

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE; RENAME_SWAP is the same number
_UNABLE = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV})


def exchange(one: Path, other: Path) -> None:
    """Both must be there, on one volume. Raises UpdateRefused where the file system or the system
    cannot, OSError."""
    library = ctypes.CDLL(None, use_errno=True)
    ends = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = library.renamex_np(*ends, _EXCHANGE)
    else:
        failed = library.renameat2(_HERE, ends[0], _HERE, ends[1], _EXCHANGE)
    if not failed:
        return
    number = ctypes.get_errno()
    if number in _UNABLE:
        raise UpdateRefused(
            f"the disk below {one.parent} cannot exchange two folders in one step "
            f"({os.strerror(number)}); replace {one.name} by hand",
            path=str(one),
        )
    raise OSError(number, os.strerror(number), str(one))
