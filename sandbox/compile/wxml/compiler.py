"""Compiles one WXML file at a time."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from sandbox.compile.diagnostics import Diagnostic
from sandbox.compile.wxml.attributes import COLON
from sandbox.compile.wxml.engine import EngineFailed, TemplateEngine
from sandbox.compile.wxml.findings import tell
from sandbox.compile.wxml.links import Links, Read
from sandbox.compile.wxml.repair import SUFFIX, Repair
from sandbox.compile.wxml.wxs import CheckScript, CompiledScript, Cutter, ScriptCompiler

PARAMETERS = "G,R,D,P,Q,X,Y,Z"
"""Free variables of generated code: the templates and scripts of the app, the definition of
inline scripts (never called: there are none left), and the five of glass-easel's runtime."""


CALLS = (
    "P=(m=>a=>typeof a==='function'&&!m.has(a)?a:()=>{})(new Set("
    "[Object,Function,String,Number,Boolean,Array].flatMap(a=>"
    "Object.values(Object.getOwnPropertyDescriptors(a.prototype)).map(a=>a.value))))"
)
"""What an expression may call: functions, of WXS, but not the methods that all texts and arrays
have. `{{name.trim()}}` gives nothing; glass-easel calls them without their `this`, so that they
throw and nothing of the component is drawn."""


class CompiledTemplate(msgspec.Struct, frozen=True):
    """One wxml file, compiled. Paths are of the package, without leading slash."""

    js: str
    """The second argument of `__fanlight.template(path, …)`; one line."""
    scripts: dict[str, CompiledScript]
    """All WXS that it reaches, by id."""
    templates: frozenset[str]
    """Other wxml files (without suffix) that have to be in a chunk for this one to work."""
    used_tags: frozenset[str]
    """Tags as written, with component names in `generic:`; without block, slot and the like."""
    dependencies: frozenset[str]
    """Files, with suffix, that were read or looked for: when one changes, compile anew."""
    asset_paths: frozenset[str]
    """Files of the package that built-in tags name in static text."""
    diagnostics: tuple[Diagnostic, ...]


class TemplateCompiler:
    """glass-easel's compiler with WeChat's ways; remembers what it compiled."""

    def __init__(
        self, wasm: Path, cache_folder: Path | None, check_script: CheckScript | None = None
    ) -> None:
        """`wasm`: npm's glass_easel_template_compiler_bg.wasm. `cache_folder`: see
        `module_cache`. `check_script` parses WXS; without it only brackets and strings are
        looked at, and an error in one WXS breaks its chunk."""
        self._engine = TemplateEngine(wasm, cache_folder)
        self._cutter = Cutter(check_script)
        self._done: dict[tuple[str, bool], _Done] = {}

    def runtime_js(self) -> str:
        """The argument of `__fanlight.templates(…)`, the same for every chunk."""
        statements, names = self._engine.runtime()
        return f"()=>{{{statements};{CALLS};return{{{','.join(names)}}}}}"

    def compile(
        self, path: str, source: str, read: Read, *, is_component: bool = True
    ) -> CompiledTemplate:
        """Compile the wxml at `path` (without suffix).

        `read` gives other files of the project as text, None for what is not there.
        `is_component` is False for a file that is only imported or included: relative addresses
        in it count from its user's folder. Errors are in `diagnostics`; nothing is raised but
        BuildError, when the compiler is not installed.
        """
        known = self._done.get((path, is_component))
        if known is not None and known.holds(source, read):
            return known.result
        links = Links(read)
        result = self._compile(path, source, links, is_component)
        self._done[path, is_component] = _Done(source, links.files, result)
        return result

    def _compile(
        self, path: str, source: str, links: Links, is_component: bool
    ) -> CompiledTemplate:
        scripts = ScriptCompiler(links, self._cutter)
        repair = Repair(path, source, links, scripts, is_component=is_component)
        edited = repair.run()
        report, reached = repair.report, repair.reached
        try:
            generated = self._engine.generate(path, edited.text)
            js = generated.js.replace(COLON, ":")
            tell(generated.findings, edited, report)
        except EngineFailed as failure:
            js = "(()=>{throw new Error(" + json.dumps(f"{path}{SUFFIX} does not compile") + ")})()"
            report.error(
                "C2029",
                0,
                f"the template compiler broke down over this file ({failure})",
                "correct what else is said of it, nest its tags less deeply, or part the file",
            )
        found = [*report.found, *(one for other in scripts.reports for one in other.found)]
        return CompiledTemplate(
            f"({PARAMETERS})=>{js}",
            scripts.scripts,
            frozenset(reached.templates - {path}),
            frozenset(reached.tags),
            frozenset(links.files),
            frozenset(reached.assets),
            tuple(dict.fromkeys(found)),
        )


class _Done(msgspec.Struct, frozen=True):
    """A result with everything that it was made from."""

    source: str
    files: dict[str, str | None]
    result: CompiledTemplate

    def holds(self, source: str, read: Read) -> bool:
        return source == self.source and all(
            read(path) == text for path, text in self.files.items()
        )
