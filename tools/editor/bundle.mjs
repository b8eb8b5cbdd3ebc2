// Bundles src/editor.js into one file. Everything that could differ between two machines is fixed: versions by the lock file, no paths, no dates.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const output = process.argv[2];
const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));
const result = await build({
  absWorkingDir: here,
  entryPoints: ["src/editor.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
});
const used = [...new Set(Object.keys(result.metafile.inputs).map(input => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1]).filter(Boolean))].sort();
const names = used.map(name => `${name} ${lock.packages[`node_modules/${name}`].version}`);
const text = `/* Made by tools/editor/build; do not edit. MIT, see values-editor-LICENSES.txt. Holds: ${names.join(", ")} */\n${result.outputFiles[0].text}`;
writeFileSync(join(output, "values-editor.js"), text);
const licences = used.map(name => {
  const folder = join(here, "node_modules", name);
  const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
  return { name: `${name} ${lock.packages[`node_modules/${name}`].version}`, text: file ? readFileSync(join(folder, file), "utf8").trim() : JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).license };
});
const groups = new Map();
for (const licence of licences) groups.set(licence.text, [...(groups.get(licence.text) ?? []), licence.name]);
writeFileSync(join(output, "values-editor-LICENSES.txt"), [...groups].map(([body, packages]) => `${packages.join("\n")}\n\n${body}\n`).join(`\n${"-".repeat(72)}\n\n`));
process.stdout.write(createHash("sha256").update(text).digest("hex") + "\n");
