"""Scripts as CommonJS: syntax, places, and what the result does when V8 runs it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pytest
from py_mini_racer import JSEvalException, MiniRacer

from sandbox.compile.diagnostics import Severity
from sandbox.compile.files import MemoryFiles
from sandbox.compile.script.chunk import ChunkParts, ChunkWriter, ModuleText
from sandbox.compile.script.linking import link, read_json_module
from sandbox.compile.script.parameters import module_parameters
from sandbox.compile.script.resolver import Resolver, module_id
from sandbox.compile.script.source_map import whole_lines
from sandbox.compile.script.tools import ScriptTools, Transformed

# A loader as small as it can be: modules get `require`, `module` and `exports`, nothing else.
LOADER = """
var made = {}, done = {}, told = [];
var __fanlight = {
  module(id, f) { made[id] = f; },
  json(id, value) { done[id] = { exports: value }; },
};
const at = (value) => ({ then: (f) => at(f(value)) });
function load(id) {
  id = id.replace(/^\\//, "");
  if (done[id]) return done[id].exports;
  if (!made[id]) throw new Error(`module '${id}' is not defined`);
  const module = done[id] = { exports: {} };
  const require = load;
  require.async = (name) => at(load(name));
  made[id].call(module.exports, require, module, module.exports, (x) => told.push(x));
  return module.exports;
}
"""


@pytest.fixture(scope="module")
def tools() -> Iterator[ScriptTools]:
    made = ScriptTools()
    yield made
    made.close()


def commonjs(tools: ScriptTools, source: str, *, typescript: bool = False) -> Transformed:
    return tools.to_commonjs("a.ts" if typescript else "a.js", source, typescript=typescript)


def run(tools: ScriptTools, files: Mapping[str, str], entry: str, *, small: bool = False) -> object:
    """What `tell(value)` was called with, after running `entry`; `wx` stands for `tell`."""
    resolver = Resolver(MemoryFiles(files), {})
    modules, jsons = [], {}
    for path, source in files.items():
        if path.endswith(".json"):
            jsons[path], _ = read_json_module(path, source)
            continue
        script = tools.to_commonjs(path, source, typescript=path.endswith(".ts"), is_npm=True)
        assert script.diagnostics == (), path
        linked = link(path, script, resolver)
        code, part = linked.code, whole_lines(linked.code.count("\n") + 1)
        if small:
            minified = tools.minify(path, code)
            code, part = minified.code, minified.part
        modules.append(ModuleText(module_id(path), path, code, part, linked.declared))
    chunk = ChunkWriter().write("weixin/main.js", ChunkParts(tuple(modules), jsons))
    with MiniRacer() as racer:
        racer.eval(LOADER)
        racer.eval(chunk.js)
        racer.eval(f"load({json.dumps(entry)})")
        return racer.execute("told")


@pytest.mark.parametrize("small", [False, True])
def test_modules_of_both_kinds_use_each_other(tools: ScriptTools, small: bool) -> None:
    files = {
        "app.js": "import plain, * as all from './plain'\nimport { add as plus } from './es'\n"
        "const es = require('./es.js')\nwx([plain(1), all.default(2), plus(3), es.default, es.n])",
        "plain.js": "module.exports = (x) => x + 0.5",
        "es.js": "export let n = 0\nexport function add(x) { n += x; return x }\n"
        "export default 'd'",
    }
    assert run(tools, files, "app.js", small=small) == [[1.5, 2.5, 3, "d", 3]]


def test_import_and_module_exports_in_one_file(tools: ScriptTools) -> None:
    files = {
        "app.js": "wx(require('./mixed').twice(4))",
        "mixed.js": "import times from './times'\nmodule.exports = { twice: (x) => times(x, 2) }",
        "times.js": "exports.__esModule = true; exports.default = (a, b) => a * b",
    }
    assert run(tools, files, "app.js") == [8]


def test_modules_in_a_circle_see_each_others_functions(tools: ScriptTools) -> None:
    """Babel, which WeChat's tools use, assigns exported functions before anything runs."""
    files = {
        "a.js": "import { b } from './b'\nexport function a() { return 'a' }\nwx(b())",
        "b.js": "import { a } from './a'\nimport d from './d'\nexport { f as b }\n"
        "function f() { return a() + d() }\nwx(a())",
        "d.js": "import { a } from './a'\nexport default function d() { return 'd' + a() }",
    }
    assert run(tools, files, "a.js") == ["a", "ada"]


@pytest.mark.parametrize("suffix", ["js", "ts"])
def test_one_export_may_declare_several_names(tools: ScriptTools, suffix: str) -> None:
    files = {
        "app.js": "import { a, b, c, d, e, more } from './names'\n"
        "wx([a, b, c, d, e]); more(); wx([a, b])",
        f"names.{suffix}": "export let a = [1, ','].length, // one, two\n  b = a + 1\n"
        "export const { c, x: { y: [d = 5] }, ...e } = { c: 4, x: { y: [] }, z: 6 };\n"
        "export function more() { a = 'a'; b += 1 }",
    }
    assert run(tools, files, "app.js") == [[2, 3, 4, 5, {"z": 6}], ["a", 4]]


@pytest.mark.parametrize("typescript", [False, True])
def test_exports_of_several_names_keep_their_lines(tools: ScriptTools, typescript: bool) -> None:
    source = "export const a = 1,\n  b = 2\nexport default a\nrequire('./far')"
    script = commonjs(tools, source, typescript=typescript)
    assert script.code.count("\n") == source.count("\n")
    assert [(use.line, use.column) for use in script.requires] == [(4, 9)]


def test_imports_come_before_the_statements_above_them(tools: ScriptTools) -> None:
    source = (
        "'use strict'\nvar url = config.url + all.name\nimport config, {\n  // which\n"
        "  name as called\n} from './config'\n(function () { wx(url + called) })()\n"
        "import * as all from './none'; import './side'\n"
    )
    files = {
        "a.js": source.replace("none", "config"),
        "config.js": "export const name = 'n'\nexport default { url: 'u' }\nwx('first')",
        "side.js": "wx('second')",
    }
    assert run(tools, files, "a.js") == ["first", "second", "unn"]
    script = commonjs(tools, source)
    assert script.code.count("\n") == source.count("\n")
    assert [(use.specifier, use.line, use.column) for use in script.requires] == [
        ("./config", 6, 8),
        ("./none", 8, 22),
        ("./side", 8, 39),
    ]


def test_what_is_read_before_its_declaration_is_undefined(tools: ScriptTools) -> None:
    """As where `let` and `const` are made `var`."""
    source = (
        "'use strict'\nwx([first, late()])\nconst own = own && 1, first = 2\nwx([own, first])\n"
        "function late() { if (!inner) { let inner = inner; wx(inner) } var inner; return 0 }\n"
        "for (const n of [1]) { wx(typeof m); let m = n; wx(m) }\n"
        "switch (1) { case 1: let k = 3; wx(k) }\nclass own2 { own() { return own3 } }\n"
        "const own3 = 4; wx([new own2().own(), { own3 }.own3])\n"
    )
    told = run(tools, {"a.js": source}, "a.js")
    assert told == [None, [None, 0], [None, 2], "undefined", 1, 3, [4, 4]]
    assert commonjs(tools, source).code.count("\n") == source.count("\n")
    plain = "const a = 1; { const a = a2(); function a2() { return a } let f = () => f }"
    assert commonjs(tools, plain).code == plain


def test_dynamic_import_gives_a_namespace(tools: ScriptTools) -> None:
    files = {
        "app.js": "import('./c').then((m) => wx(m.default.x)); import('./e').then((m) => wx(m.y))",
        "c.js": "module.exports = { x: 1 }",
        "e.js": "export const y = 2",
    }
    assert run(tools, files, "app.js") == [1, 2]


def test_json_is_required_as_it_is(tools: ScriptTools) -> None:
    files = {
        "app.js": "wx([require('./d.json'), JSON.stringify(require('d'))])",
        "d.json": '{"__proto__": {"x": 1}, "u": "\\u2028</script>"}',
    }
    own = {"__proto__": {"x": 1}, "u": "\u2028</script>"}
    (told,) = json.loads(json.dumps(run(tools, files, "app.js")))
    assert told[0] == own and json.loads(told[1]) == own


@pytest.mark.parametrize("small", [False, True])
def test_a_module_may_declare_a_parameters_name(tools: ScriptTools, small: bool) -> None:
    """`const location` beside a parameter `location` would break the whole chunk."""
    source = (
        "import App from './b'\nconst location = 1, { self, x: [window = 2] } = { x: [] }\n"
        "class Page {}\nvar fetch = 3; function alert() {}\n"
        "wx([location, window, typeof self, typeof Page, fetch, typeof alert, typeof history, App])"
    )
    told = run(tools, {"app.js": source, "b.js": "export default 4"}, "app.js", small=small)
    assert told == [[1, 2, "undefined", "function", 3, "function", "undefined", 4]]


def test_sloppy_scripts_stay_sloppy_and_strict_ones_strict(tools: ScriptTools) -> None:
    files = {
        "app.js": "octal = 010; wx([octal, typeof this, require('./s')])",
        "s.js": "'use strict'\nmodule.exports = (function () { return this === undefined })()",
    }
    assert run(tools, files, "app.js") == [[8, "object", True]]
    assert commonjs(tools, "export default 010").diagnostics[0].line == 1


def test_npm_packages_see_production(tools: ScriptTools) -> None:
    files = {
        "app.js": "if (process.env.NODE_ENV !== 'production') { require('./missing') }\n"
        "module.exports = process.env.NODE_ENV === 'production' ? 1 : require('./gone')\n"
        "wx([module.exports, process.env.NODE_ENV])"
    }
    assert run(tools, files, "app.js") == [[1, "production"]]
    dead = tools.to_commonjs("a.js", files["app.js"], typescript=False, is_npm=True)
    assert dead.requires == ()
    assert "process.env" in commonjs(tools, "x(process.env.NODE_ENV)").code


TYPESCRIPT = """import type { Gone } from './gone'
import { type Also, used } from './used'
enum Kind { One = 1, Two = One << 1 }
interface Shape<T extends object = {}> { readonly a?: T }
abstract class Base { constructor(protected readonly x: number, public y?: string) {} }
class Own extends Base implements Shape { declare z: string; f = <T,>(t: T): T => t!; }
declare const nothing: Gone & Also
export const said = [used satisfies string, Kind.Two, Kind[1], new Own(5).f(new Own(6)).x] as const
export = said
wx(said)
"""


def test_typescript_loses_its_types_and_keeps_its_lines(tools: ScriptTools) -> None:
    files = {"app.ts": TYPESCRIPT, "used.ts": "export const used: string = 'u'"}
    assert run(tools, files, "app.js") == [["u", 2, "One", 6]]
    script = commonjs(tools, TYPESCRIPT, typescript=True)
    assert script.code.count("\n") == TYPESCRIPT.count("\n")
    assert [use.specifier for use in script.requires] == ["./used"]


@pytest.mark.parametrize("typescript", [False, True])
def test_an_impossible_pattern_throws_only_where_it_is_come_to(
    tools: ScriptTools, typescript: bool
) -> None:
    source = (
        "export const fine = 1;\n"
        r"""export function never(s) { return/[/\]"]{1,24}+/g.test(s) }"""
    )
    made = commonjs(tools, source, typescript=typescript)
    (found,) = made.diagnostics
    assert (found.severity, found.code, found.line) == (Severity.WARNING, "C4009", 2)
    with MiniRacer() as racer:
        racer.eval(f"var exports = {{}}; {made.code}")
        assert racer.eval("exports.fine") == 1
        with pytest.raises(JSEvalException, match="Nothing to repeat"):
            racer.eval("exports.never('a')")
    (unended,) = commonjs(tools, f"{source}\nf(/a", typescript=typescript).diagnostics
    assert (unended.severity, unended.code, unended.line) == (Severity.ERROR, "C4001", 3)


def test_a_namespace_with_values_is_not_lost_in_silence(tools: ScriptTools) -> None:
    types = "declare namespace W { const x: 1 }\nexport namespace T { interface I { a: 1 } }\n"
    assert commonjs(tools, types, typescript=True).diagnostics == ()
    (found,) = commonjs(
        tools, f"{types}namespace V {{\n  export const a = 1 }}", typescript=True
    ).diagnostics
    assert (found.severity, found.line, found.column) == (Severity.WARNING, 3, 1)
    assert "namespace V" in found.message


@pytest.mark.parametrize(
    ("source", "typescript", "line", "column"),
    [
        ("let a = 1;\n let b = ;", False, 2, 10),
        ("let a: number = 1;\nlet b: = 2;", True, 2, 8),
        ("import a from './a'\n'😀' 1b", False, 2, 6),
        ("if (1) {\n  import a from 'b'\n}", False, 2, 3),
        ("const x = <div>no JSX</div>", False, 1, 11),
        ("f(await g())", False, 1, 9),
        ("}); evil(); (function () {", False, 1, 1),
        ("", False, None, None),
    ],
)
def test_what_does_not_parse_says_where(
    tools: ScriptTools, source: str, typescript: bool, line: int | None, column: int | None
) -> None:
    found = commonjs(tools, source, typescript=typescript).diagnostics
    places = [(each.code, each.path, each.line, each.column) for each in found]
    path = "a.ts" if typescript else "a.js"
    assert places == ([("C4001", path, line, column)] if line else [])


def test_literal_requires_are_found_where_they_stand(tools: ScriptTools) -> None:
    source = (
        "import one from './😀1'\n"
        "const two = /* 😀 */ require('two.js'), three = require(`three`)\n"
        "try { require('guarded') } catch (e) { require('handler') }\n"
        "require.async('later'); require('old', (x) => x); import('dyn')\n"
        "require('a' + b); require(`x${y}`); require(n); module.require('no'); 'require(\"s\")'\n"
        "// require('comment')\n"
        "(function (require) { require('shadowed') })(); { let require = 1; }\n"
        "function g() { var require = f; require('local') }\n"
    )
    script = commonjs(tools, source.replace("{ let require = 1; }", ""))
    assert [
        (use.specifier, use.line, use.column, use.is_async, use.is_guarded)
        for use in script.requires
    ] == [
        ("./😀1", 1, 17, False, False),
        ("two.js", 2, 29, False, False),
        ("three", 2, 56, False, False),
        ("guarded", 3, 15, False, True),
        ("handler", 3, 48, False, False),
        ("later", 4, 15, True, False),
        ("old", 4, 33, True, False),
        ("dyn", 4, 58, True, False),
    ]
    for use in script.requires:
        assert script.code[use.start : use.end].strip("'\"`") == use.specifier
    assert commonjs(tools, source).requires == ()


def test_names_become_ids_and_missing_ones_stay(tools: ScriptTools) -> None:
    files = MemoryFiles({"pages/a.js": "", "utils/é.ts": "", "data.json": ""})
    source = "require('../utils/é'); require('./nothing');\ntry { require('nowhere') } catch {}"
    script = tools.to_commonjs("pages/a.js", source, typescript=False)
    linked = link("pages/a.js", script, Resolver(files, {}))
    assert linked.code == (
        "require(\"/utils/é.js\"); require('./nothing');\ntry { require('nowhere') } catch {}"
    )
    assert [each.module.path for each in linked.dependencies] == ["utils/é.ts"]
    assert [(each.severity, each.line, each.column) for each in linked.diagnostics] == [
        (Severity.WARNING, 1, 32),
        (Severity.NOTE, 2, 15),
    ]


def test_what_a_name_may_come_to_is_there(tools: ScriptTools) -> None:
    """As towxml names its languages; WeChat's tools pack every script of a project."""
    source = (
        "const f = (x) => [require(`./lang/${x}`), require('/data/' + x + '.json'),\n"
        "  require('./lang/a' + x), require('../' + x), require(`${x}/lang`), require(`./l${x}`)]\n"
        "function g(require) { require(`/hidden/${x}`) }"
    )
    paths = [
        *("lib/lang/js.js", "lib/lang/c-like.ts", "lib/lang/types.d.ts", "lib/lang/md/index.js"),
        *("lib/lang/md/deep.js", "lib/lang/note.txt", "data/a.json", "data/b.js", "hidden/h.js"),
        *("lib/other.js", "far.js", "lib/lang/abc.js"),
    ]
    files = MemoryFiles(dict.fromkeys(paths, ""))
    script = tools.to_commonjs("lib/main.js", source, typescript=False)
    linked = link("lib/main.js", script, Resolver(files, {}))
    assert linked.code == source
    assert linked.diagnostics == ()
    assert sorted(each.module.path for each in linked.dependencies) == [
        *("data/a.json", "lib/lang/abc.js", "lib/lang/c-like.ts", "lib/lang/js.js"),
        "lib/lang/md/index.js",
    ]


def test_a_first_line_for_a_shell_is_no_script(tools: ScriptTools) -> None:
    assert run(tools, {"app.js": "#!/usr/bin/env node\nwx(import.meta.url)"}, "app.js") == [""]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [("{a: 1}", "C4006", 1), ('{\n"a": 1,}', "C4006", 2), ("NaN", "C4007", None)],
)
def test_json_that_is_none(text: str, code: str, line: int | None) -> None:
    value, (found,) = read_json_module("d.json", text)
    assert value == "null" and (found.code, found.line) == (code, line)


def test_the_parameters_are_the_runtimes() -> None:
    parameters = module_parameters()
    assert parameters[:3] == ("require", "module", "exports") and "XMLHttpRequest" in parameters
    assert len(set(parameters)) == len(parameters)
