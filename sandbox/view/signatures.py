"""The binding's signature support, brought in when it is first used instead of at every start.

`import PySide6` compiles and runs a parser of C++ signatures, a generator of stub files and
more, from source text inside its library: 40 ms of a cold start (measured), for nothing but the
texts of TypeErrors, `__doc__` and `get_signature`. Here each of those modules comes as a shell,
in which the same source runs as soon as something of it is asked for; the few others are kept
compiled.
"""

from __future__ import annotations

import builtins
import importlib
import os
import sys
import threading
import zlib
from types import CodeType, ModuleType
from typing import Any

from sandbox.view.kept_codes import KeptCodes, place_beside

# Of PySide6 6.12.0: file → CRC-32 of its source. Any other text comes at once, as ever; so does
# mapping.py, whose dictionary libshiboken reads by itself.
_DEFERRED = {
    "shibokensupport/signature/errorhandler.py": 0x097485F4,
    "shibokensupport/signature/layout.py": 0x5A9065C3,
    "shibokensupport/signature/lib/enum_sig.py": 0x2DAA4418,
    "shibokensupport/signature/lib/pyi_generator.py": 0x8032D059,
    "shibokensupport/signature/lib/tool.py": 0x35E890F1,
    "shibokensupport/signature/parser.py": 0x8478C7EB,
}
_PREFIX = "shibokensupport.signature."
_INNER = ("shibokensupport/", "signature_bootstrap")
_IN_PLACE = b"from sandbox.view.signatures import enclose\nenclose(__name__)\ndel enclose"
# The parser settles how enums are made when it is imported, and libshiboken reads that at once.
_ENUM_OPTION = "pyside6_option_python_enum"
ENUM_VARIABLE = _ENUM_OPTION.upper()

_filling = threading.RLock()
_sources: dict[str, tuple[bytes, str]] = {}


class _Shell(ModuleType):
    """A module whose source has not run yet; it becomes an ordinary one, in its place."""

    def __getattribute__(self, name: str) -> object:
        # What the import system and `inspect` ask of every module must not make them wait.
        if not name.startswith("__") or name == "__all__":
            _fill(self)
        # Not by super(): by now the class may be another.
        return ModuleType.__getattribute__(self, name)

    def __dir__(self) -> list[str]:
        _fill(self)
        return dir(self)


def defer_signatures() -> bool:
    """Import PySide6 with its signature support deferred. Call before anything imports it.

    Returns False, and does nothing, where it is imported already or somebody chose how its
    enums are made. Test: tests/unit/test_view_signatures.py.
    """
    if "shiboken6" in sys.modules or ENUM_VARIABLE in os.environ or hasattr(sys, _ENUM_OPTION):
        return False
    # As the parser would settle it: enums are Python's own.
    setattr(sys, _ENUM_OPTION, True)
    os.environ[ENUM_VARIABLE] = str(True)
    codes = KeptCodes(place_beside(__file__, "binding"))

    def compiled(source: Any, filename: Any, *rest: Any, **settings: Any) -> Any:
        inner = isinstance(source, bytes) and str(filename).startswith(_INNER)
        if not inner or settings or rest[:1] != ("exec",) or len(rest) > 1:
            return _whole(source, filename, *rest, **settings)
        return _code_of(codes, source, filename)

    # The binding compiles its inner sources with the builtin.
    vars(builtins)["compile"] = compiled
    try:
        importlib.import_module("PySide6")
    finally:
        vars(builtins)["compile"] = _whole
    codes.keep()
    _fill_before_errors()
    return True


_whole = compile


def _fill_before_errors() -> None:
    """Have the error handler filled by what libshiboken calls just before it.

    It may be called with an exception pending, where threads make errors at once: no code of
    ours may run then.
    """
    modules = sys.modules
    handler, mapping = modules.get(_PREFIX + "errorhandler"), modules.get(_PREFIX + "mapping")
    if not isinstance(handler, _Shell) or mapping is None:
        return
    names = vars(mapping)
    update = names["update_mapping"]

    def fill_and_update() -> None:
        _fill(handler)
        update()

    # It stays there: libshiboken holds it by a borrowed reference.
    names["update_mapping"] = fill_and_update


def _code_of(codes: KeptCodes, source: bytes, filename: str) -> CodeType:
    """As the builtin has it, but a shell takes the place of a source that can wait."""
    known = _DEFERRED.get(filename)
    if known is None or zlib.crc32(source) != known:
        return codes.code(source, filename)
    _sources[filename.removesuffix(".py").replace("/", ".")] = (source, filename)
    return codes.code(_IN_PLACE, filename)


def enclose(name: str) -> None:
    """Make the module `name`, which is being imported, a shell."""
    sys.modules[name].__class__ = _Shell


def _fill(shell: ModuleType) -> None:
    """Run the source of `shell` in it. Other threads wait; this one may come back meanwhile."""
    with _filling:
        content = ModuleType.__getattribute__(shell, "__dict__")
        kept = _sources.pop(content["__name__"], None)
        if kept is None:
            return
        code: CodeType = _whole(*kept, "exec")
        try:
            exec(code, content)
        except BaseException:
            _sources[content["__name__"]] = kept
            raise
        shell.__class__ = ModuleType
