"""What a server may call the letters of its answer.

Python knows more by such a name than charsets: one that reads `punycode` needs time that grows
with the square of its text and more (250 KB held the host's one thread for 25 s, measured).
"""

from __future__ import annotations

import re
from typing import Final

UTF_8: Final = "utf-8"

_NAMED: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)

CHARSETS: Final = frozenset(
    (
        *(UTF_8, "utf8", "utf-16", "utf-16le", "utf-16be", "ascii", "us-ascii", "latin1"),
        *(f"iso-8859-{part}" for part in (*range(1, 12), *range(13, 17))),
        *(f"{maker}{page}" for maker in ("windows-", "cp") for page in range(1250, 1259)),
        *("ibm866", "cp866", "koi8-r", "koi8-u", "macintosh", "tis-620", "cp874"),
        *("gbk", "gb2312", "gb18030", "big5", "big5-hkscs", "cp936", "cp950"),
        *("euc-jp", "iso-2022-jp", "shift_jis", "shift-jis", "sjis", "cp932"),
        *("euc-kr", "ks_c_5601-1987", "cp949"),
    )
)
"""Those of the Encoding Standard by their usual names, as Python has them; each reads a text in
time that grows with its length."""


def charset_of(content_type: str) -> str:
    """The charset that a Content-Type names, in lower case; UTF-8 where it names none of them."""
    named = _NAMED.search(content_type)
    charset = named[1].lower() if named else UTF_8
    return charset if charset in CHARSETS else UTF_8
