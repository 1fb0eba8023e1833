"""WXML and WXS compiled to what the logic layer runs.

The compiler is glass-easel's own (npm glass-easel-template-compiler, wasm): `engine` runs it, by
the conventions in `glue`, from machine code that `module_cache` keeps. What WeChat reads in
another way than glass-easel is rewritten before (`scan` cuts a source, `repair`, `attributes`,
`texts` and `assets` edit it in place, `findings` says what glass-easel finds of the original).

In a chunk (`weixin/main.js`, `weixin/packages/<root>/main.js`):

    __fanlight.templates(()=>{var X=…;var Q=…;return{X,Y,Z,P,Q}});   TemplateCompiler.runtime_js
    __fanlight.script("utils/tool",function($names){…});             CompiledTemplate.scripts
    __fanlight.template("pages/a/a",(G,R,D,P,Q,X,Y,Z)=>…);           CompiledTemplate.js

- One wxml is one template, made from that file alone (and from files that it includes within a
  loop): when it changes, nothing else is compiled anew. Its `js` is a function of what generated
  code leaves free. `templates` gives X, Y, Z, P and Q, the compiler's own runtime text, once a
  chunk; the loader (sandbox/runtime/src/logic/easel/templates.ts) gives G and R: all templates
  and all scripts of the app by path, whichever chunk brought them. Generated code looks up
  `G["path"]` when it imports or includes, so this works across files, chunks and subpackages.
- Both are functions that run when a component's template is first made: WXS costs nothing at
  start, and an order of loading is not needed. D is never used, since no script stays inline.
- WXS is taken out of the wxml: `<wxs module="m">` in pages/a/a becomes the script "pages/a/a#m",
  a file is known by its path without suffix. `wxs` says how a script is shut off from globals.

`glass-easel` numbers its variables as it goes and orders some tables by a hash that depends on
what was compiled before; each source gets a fresh instance, so equal sources give equal bytes.
"""

from sandbox.compile.wxml.compiler import CompiledTemplate, TemplateCompiler
from sandbox.compile.wxml.wxs import CheckScript, CompiledScript

__all__ = ["CheckScript", "CompiledScript", "CompiledTemplate", "TemplateCompiler"]
