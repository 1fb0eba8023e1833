"""Whether pages of a package are to be isolated from other origins, as the HTML Standard calls it.

An isolated page (`crossOriginIsolated`) has the finest clock, may share memory between threads, and
may measure what it takes. A web server opts in by two headers; a Chrome extension, which has no
server, by its manifest; here it is the manifest's `fanlight.cross_origin_isolated`, and where that
is silent, the files' own words: whoever needs one of these names it. It is a power and no wall (an
app has its processes to itself either way), and a dear one: Chromium starts a second renderer for
each such page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sandbox.manifest import Kind, Manifest
from sandbox.mime import HTML, mime_of

_CODE = frozenset({HTML, "text/javascript", "application/wasm"})
# ECMA-262 SharedArrayBuffer; HTML crossOriginIsolated; Measure Memory API; the member `shared` of
# WebAssembly's MemoryDescriptor (Threads proposal), as it is written and as minifiers write it.
_SPOKEN = re.compile(
    rb"SharedArrayBuffer|crossOriginIsolated|measureUserAgentSpecificMemory"
    rb"|\bshared[\"']?\s*+:\s*+(?:true\b|!0)"
)


def is_isolated(manifest: Manifest, files: Mapping[str, bytes]) -> bool:
    """What the index is to say of the package made of `files`. Of kind `weixin`, whose document is
    the host's own, it says nothing: True, which is left out."""
    if manifest.kind is Kind.WEIXIN:
        return True
    if manifest.cross_origin_isolated is not None:
        return manifest.cross_origin_isolated
    return any(_SPOKEN.search(files[path]) for path in files if mime_of(path) in _CODE)
