"""What apps make the host write into its log is bounded: a log is a file on somebody's disk."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bridge.dispatch import TokenBucket

LINES_BURST = 100.0
LINES_PER_S = 2.0
_LOGGERS = ("fanlight.bridge", "fanlight.view")


class LineLimit(logging.Filter):
    """Lets LINES_BURST lines pass at once; the next one that passes says how many did not."""

    def __init__(self) -> None:
        super().__init__()
        self._bucket = TokenBucket(LINES_BURST, LINES_PER_S, time.monotonic)
        self._left_out = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether `record` is written."""
        if not self._bucket.take(1.0):
            self._left_out += 1
            return False
        if self._left_out:
            record.msg = f"{record.getMessage()} ({self._left_out} lines before were left out)"
            record.args = None
            self._left_out = 0
        return True


@contextmanager
def limited_log() -> Iterator[None]:
    """Bound the log of the rooms that answer pages, while it is entered."""
    limits = [(logging.getLogger(name), LineLimit()) for name in _LOGGERS]
    for logger, limit in limits:
        logger.addFilter(limit)
    try:
        yield
    finally:
        for logger, limit in limits:
            logger.removeFilter(limit)
