"""How the report looks: light and dark, as the reader's system is set."""

STYLE = """
:root { color-scheme: light dark; --paper: #f6f5f1; --card: #fff; --ink: #1d2530; --soft: #5d6875;
  --line: #e0ddd4; --ours: #1f5fae; --peer: #8a94a0; --good: #23774a; --bad: #b3432f;
  --l0: #1f5fae; --l1: #b3432f; --l2: #23774a; --l3: #8d5bb0; --l4: #a97a12; --l5: #16808c;
  --l6: #7a7f87; --l7: #c2548d; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181e; --card: #1c222a; --ink: #e8ebef;
  --soft: #9aa5b1; --line: #303843; --ours: #7fb3f2; --peer: #77828f; --good: #63c08c;
  --bad: #ef8b76; --l0: #7fb3f2; --l1: #ef8b76; --l2: #63c08c; --l3: #c09ae0; --l4: #dcb457;
  --l5: #5cc4cf; --l6: #a5adb7; --l7: #ec94c0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif; }
header, main { max-width: 1080px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 40px; }
.mark { width: 56px; height: 28px; border-radius: 56px 56px 0 0; margin-bottom: 12px;
  background: repeating-conic-gradient(from -90deg at 50% 100%, var(--ours) 0 33deg,
    var(--paper) 33deg 36deg); }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 4px; letter-spacing: -.01em; }
h1 span { color: var(--soft); font-weight: 400; }
header p { margin: 0; color: var(--soft); }
h2 { font-size: 21px; margin: 0 0 4px; }
h3 { font-size: 15px; margin: 22px 0 2px; }
small { color: var(--soft); font-weight: 400; font-size: 12.5px; }
.hint { color: var(--soft); margin: 0 0 8px; font-size: 13.5px; }
.goals { display: grid; gap: 12px; margin: 28px 0 16px;
  grid-template-columns: repeat(auto-fill, minmax(236px, 1fr)); }
.tile, .chapter { background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.tile { padding: 14px 16px; }
.tile h3 { margin: 0; font-size: 13px; color: var(--soft); font-weight: 600;
  overflow-wrap: anywhere; }
.tile p { margin: 0; font-size: 13px; color: var(--soft); }
.tile .value { font-size: 30px; line-height: 1.25; font-weight: 650; color: var(--ink);
  font-variant-numeric: tabular-nums; }
.tile .value small { font-size: 16px; margin-left: 2px; }
.tile .state { font-weight: 600; }
.met .state { color: var(--good); } .missed .state { color: var(--bad); }
.track { position: relative; height: 6px; border-radius: 3px; background: var(--line);
  margin: 6px 0 8px; }
.track b { position: absolute; inset: 0 auto 0 0; border-radius: 3px; background: var(--soft); }
.met .track b { background: var(--good); } .missed .track b { background: var(--bad); }
.track i { position: absolute; top: -4px; bottom: -4px; width: 2px; background: var(--ink); }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 6px; padding: 0; margin: 16px 0; }
nav a { display: block; padding: 3px 12px; border: 1px solid var(--line); border-radius: 99px;
  color: inherit; text-decoration: none; background: var(--card); font-size: 13.5px; }
nav a:hover, nav a:focus-visible { border-color: var(--ours); color: var(--ours); }
.chapter { padding: 22px 24px 14px; margin: 0 0 20px; }
.chapter > p { margin: 0; max-width: 76ch; }
.chapter .foot { color: var(--soft); font-size: 12.5px; margin-top: 16px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 4px 10px 4px 0; vertical-align: middle; font-weight: 400;
  white-space: nowrap; }
th:first-child { white-space: normal; min-width: 190px; }
thead th { color: var(--soft); font-size: 12.5px; border-bottom: 1px solid var(--line);
  vertical-align: bottom; }
tbody tr + tr { border-top: 1px solid color-mix(in srgb, var(--line) 55%, transparent); }
.group th { padding-top: 14px; font-weight: 650; font-size: 13px; color: var(--soft); }
.number { text-align: right; padding-right: 16px; }
tr.ours th { font-weight: 600; color: var(--ours); }
.absent { color: var(--soft); white-space: normal; font-style: italic; }
.failed { color: var(--bad); white-space: normal; }
.plot { width: 312px; }
svg { display: block; }
.strip line { stroke: var(--peer); stroke-width: 2; stroke-linecap: round; }
.strip .reach { opacity: .5; }
.strip .median { stroke-width: 3; }
.strip circle { fill: var(--peer); opacity: .65; }
.strip.ours line { stroke: var(--ours); } .strip.ours circle { fill: var(--ours); }
.scale text, .chart text { fill: var(--soft); font-size: 11px; }
.scale line { stroke: var(--line); stroke-width: 1.5; }
figure { margin: 20px 0 0; }
figcaption { font-weight: 650; margin-bottom: 8px; }
.chart { width: 100%; height: auto; }
.chart .grid { stroke: var(--line); }
.chart polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
.keys { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 0;
  margin: 6px 0; font-size: 13px; }
.keys i { display: inline-block; width: 14px; height: 3px; border-radius: 2px;
  margin: 0 6px 3px 0; }
details { margin-top: 14px; } summary { cursor: pointer; color: var(--soft); }
details th, details td { border-top: 1px solid var(--line); font-size: 13px; }
""" + "".join(
    f".chart polyline.line{n} {{ stroke: var(--l{n}); }} .chart circle.line{n} {{ fill: "
    f"var(--l{n}); }} .keys .line{n} {{ background: var(--l{n}); }}\n"
    for n in range(8)
)
