"""Names in `require` become ids of modules, so that nothing is left to look up at run time."""

from __future__ import annotations

import json

import msgspec

from sandbox.compile.diagnostics import Diagnostic, Severity
from sandbox.compile.script.resolver import Resolution, Resolver
from sandbox.compile.script.tools import RequireUse, Transformed


class Dependency(msgspec.Struct, frozen=True):
    """A module that a script requires. `is_async`: in its own time, from another package too."""

    module: Resolution
    is_async: bool


class Linked(msgspec.Struct, frozen=True):
    """A script whose names are resolved; its lines are where they were.

    `declared` is the script's, for its ModuleText.
    """

    code: str
    declared: tuple[str, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def link(path: str, script: Transformed, resolver: Resolver) -> Linked:
    """Resolve what `script` (the file `path`) requires.

    A name that leads nowhere stays: it fails when it is executed, as in WeChat, with a warning now.
    So does one that is put together; all that it may come to in its folder is a dependency.
    """
    parts: list[str] = []
    dependencies: dict[Dependency, None] = {}
    found: list[Diagnostic] = []
    end = 0
    for use in script.requires:
        module = resolver.resolve(path, use.specifier)
        if module is None:
            found.append(_missing(path, use))
            continue
        parts += [script.code[end : use.start], json.dumps(f"/{module.id}", ensure_ascii=False)]
        end = use.end
        dependencies[Dependency(module, use.is_async)] = None
    for open_use in script.open_requires:
        for module in resolver.inside(path, open_use.prefix, open_use.suffix):
            dependencies[Dependency(module, is_async=False)] = None
    parts.append(script.code[end:])
    return Linked(
        "".join(parts), script.declared, tuple(dependencies), (*script.diagnostics, *found)
    )


def read_json_module(path: str, text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """A .json that a script requires, as compact JSON; "null" with an error when it is none."""
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        problem = Diagnostic(
            Severity.ERROR,
            "C4006",
            path,
            f"a script requires this file, but it is no JSON: {error.msg}",
            error.lineno,
            error.colno,
        )
    except (ValueError, RecursionError) as error:
        problem = Diagnostic(
            Severity.ERROR,
            "C4007",
            path,
            f"a script requires this file, but it cannot be read as JSON: {error}",
        )
    else:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")), ()
    return "null", (problem,)


def _missing(path: str, use: RequireUse) -> Diagnostic:
    return Diagnostic(
        Severity.NOTE if use.is_guarded else Severity.WARNING,
        "C4005",
        path,
        f"there is no module {use.specifier!r}; requiring it fails when this line is executed",
        use.line,
        use.column,
        "" if use.is_guarded else "correct the path, or install the npm package",
    )


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")
