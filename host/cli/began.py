"""When this process began; imported before all else, while one thread has done all there was."""

from __future__ import annotations

import time

BEGAN_S = time.monotonic() - time.process_time()
"""On time.monotonic. No system tells it finer than by its own ticks (10 ms on Linux), but until
here a start is reckoning alone, so the time of the processor is that which has passed; what it had
to wait for is left out."""
