"""The content type of a packaged file, by a fixed table.

Python's `mimetypes` reads the system's own tables, so one package would be served in different
ways on different machines. Types are those of the IANA registry and the WHATWG MIME Sniffing
Standard; everything unknown is bytes, and `nosniff` keeps the engine from guessing.
"""

from __future__ import annotations

HTML = "text/html"
BYTES = "application/octet-stream"

_TYPES = {
    "html": HTML,
    "htm": HTML,
    "js": "text/javascript",
    "mjs": "text/javascript",
    "cjs": "text/javascript",
    "css": "text/css",
    "json": "application/json",
    "map": "application/json",
    "webmanifest": "application/manifest+json",
    "wasm": "application/wasm",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "xml": "application/xml",
    "vtt": "text/vtt",
    "png": "image/png",
    "apng": "image/apng",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "ico": "image/vnd.microsoft.icon",
    "svg": "image/svg+xml",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "flac": "audio/flac",
    "weba": "audio/webm",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "mov": "video/quicktime",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "gltf": "model/gltf+json",
    "glb": "model/gltf-binary",
    "pdf": "application/pdf",
}

_TEXT = ("text/", "application/json", "application/manifest+json", "application/xml", "image/svg")


def mime_of(path: str) -> str:
    """The type of a file, without parameters, by its extension (case does not matter)."""
    name = path.rpartition("/")[2]
    return _TYPES.get(name.rpartition(".")[2].lower(), BYTES) if "." in name else BYTES


def content_type(mime: str) -> str:
    """The type as a header says it: text is UTF-8."""
    return f"{mime}; charset=utf-8" if mime.startswith(_TEXT) else mime
