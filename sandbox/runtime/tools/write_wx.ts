// `node sandbox/runtime/tools/write_wx.ts`: writes what is made from WeChat's typings and from the
// `wx` object itself. `--check` writes nothing and fails when a file is not as it would be written.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { factsModule } from "./wx_typings.ts";

const FACTS = new URL("../src/api/generated_facts.ts", import.meta.url);

const made: [URL, string][] = [[FACTS, factsModule()]];
if (!process.argv.includes("--facts")) {
  // The table needs the façade, which needs the facts.
  const { MEMBERS, TABLE, membersText, tableText } = await import("./wx_table.ts");
  made.push([TABLE, tableText()], [MEMBERS, membersText()]);
}
for (const [file, text] of made) {
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    process.stderr.write(
      `${fileURLToPath(file)} is stale: node sandbox/runtime/tools/write_wx.ts\n`,
    );
    process.exitCode = 1;
  }
}
