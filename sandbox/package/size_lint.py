"""Packages that are larger than a first screen should wait for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sandbox.package.check import Problem, Severity

SIZE_CODE = "build.size"
PACKAGE_BUDGET_BYTES = 2 * 1024 * 1024
"""WeChat's own limit for the main package and for each subpackage
(developers.weixin.qq.com, framework/subpackages)."""
_SUBPACKAGE = "weixin/packages/"
_MAIN_SCRIPT = "/main.js"
_LARGEST = 3


def size_problems(files: Mapping[str, bytes], budget_bytes: int) -> Iterator[Problem]:
    """A warning for the main package, and for each subpackage, that is over `budget_bytes`.

    Counted is what is in the package, before it is compressed.
    """
    for root, sizes in _parts(files).items():
        total = sum(sizes.values())
        if total <= budget_bytes:
            continue
        largest = sorted(sizes, key=lambda path: (-sizes[path], path))[:_LARGEST]
        shown = ", ".join(f"{path} ({_kib(sizes[path])})" for path in largest)
        which = f"the subpackage {root}" if root else "what the first screen waits for"
        yield Problem(
            root or ".",
            SIZE_CODE,
            f"{which} is {_kib(total)}, over the budget of {_kib(budget_bytes)}; largest: {shown}",
            Severity.WARNING,
            fix="compress pictures, move what is not needed first into a subpackage or to a server",
        )


def _parts(files: Mapping[str, bytes]) -> dict[str, dict[str, int]]:
    """Sizes by path, for each subpackage by its root and for the rest by ""."""
    roots = {
        path.removeprefix(_SUBPACKAGE).removesuffix(_MAIN_SCRIPT)
        for path in files
        if path.startswith(_SUBPACKAGE) and path.endswith(_MAIN_SCRIPT)
    }
    parts: dict[str, dict[str, int]] = {"": {}, **{root: {} for root in sorted(roots)}}
    for path, content in files.items():
        if path.endswith(".map"):
            continue  # read by developers' tools alone
        own = path.removeprefix(_SUBPACKAGE)
        parts[next((root for root in roots if own.startswith(f"{root}/")), "")][path] = len(content)
    return parts


def _kib(size_bytes: int) -> str:
    return f"{size_bytes / 1024:,.0f} KiB"
