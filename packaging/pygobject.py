"""GTK's binding for a frozen folder: PyGObject and pycairo, as this system built them.

PyPI has them as sources alone, and a system's copy fits that system's own Python: a package that
asked for it would fit one release of one distribution. What they bind (GTK, WebKitGTK) is the
system's wherever the package is installed.
"""

from __future__ import annotations

import ast
import importlib.util
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from impossible import BuildImpossible

DISTRIBUTION = Path("/usr/lib/python3/dist-packages")
PACKAGES = {"gi": ("_gi", "_gi_cairo"), "cairo": ("_cairo",)}
"""Their compiled modules, of which each Python needs its own."""
DEBIAN = {"gi": "python3-gi", "cairo": "python3-cairo"}
LICENCES = Path("/usr/share/doc")


def folders() -> dict[str, Path]:
    """Where each package lies on this machine. Raises BuildImpossible."""
    suffix = str(sysconfig.get_config_var("EXT_SUFFIX"))
    found = {}
    for name, modules in PACKAGES.items():
        spec = importlib.util.find_spec(name)
        own = Path(spec.origin).parent if spec is not None and spec.origin else None
        folder = own or DISTRIBUTION / name
        if not all((folder / f"{module}{suffix}").is_file() for module in modules):
            raise BuildImpossible(
                f"{name} for this Python ({suffix}) is missing; on Debian and Ubuntu: apt-get "
                "install python3-gi python3-gi-cairo, and build with the Python of that release"
            )
        found[name] = folder
    return found


def imported(folder: Path) -> Iterator[str]:
    """Modules of the standard library that a package's sources name, each once."""
    seen: set[str] = set()
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            seen.update(name for name in names if name.split(".")[0] in sys.stdlib_module_names)
    yield from sorted(seen - {"__future__"})


def bring(inner: Path) -> None:
    """Put the packages and their licences into a frozen folder's `_internal`.

    Raises BuildImpossible.
    """
    suffix = str(sysconfig.get_config_var("EXT_SUFFIX"))
    for name, folder in folders().items():
        target = inner / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns("__pycache__", "include"))
        for module in target.rglob("*.so"):
            if not module.name.endswith(suffix):
                module.unlink()  # of another Python
        licence = LICENCES / DEBIAN[name] / "copyright"
        if licence.is_file():
            shutil.copyfile(licence, target / "copyright")
