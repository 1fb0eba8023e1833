"""What a page that waits for its app draws: nobody's, and unseen.

The engine has then found the fonts for letters that the first of a page's families lacks, and has
laid out and painted once what most pages hold, which took it longer than a small page itself. For
pages in WeChat's syntax see sandbox/runtime/src/view/first/rehearsal.ts.
"""

from __future__ import annotations

REHEARSAL = """
(() => {
  const families = [
    "sans-serif", "'PingFang SC'", "'Helvetica Neue', Helvetica", "Arial, sans-serif", "serif",
    "monospace",
  ];
  const item = (font) =>
    `<div style="margin: 8px; padding: 12px; border-radius: 8px; background: #fff;
      box-shadow: 0 1px 3px #000; font: ${font}"><p>Aa 09 ¥,. 商品 一个</p><span>A</span></div>`;
  const stage = document.createElement("div");
  stage.style.cssText = "position: fixed; inset: 0; overflow: hidden; opacity: 0.01";
  stage.innerHTML =
    families.flatMap((name) => [item(`15px ${name}`), item(`bold 15px ${name}`)]).join("") +
    "<h1>A 一</h1><p>a 个</p><button>a</button><input><img>";
  document.body.append(stage);
  const end = () => stage.remove();
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(end, 50)));
})();
"""
