// Writes the licences of the bundled packages beside each bundle.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const EXPLORER = ["sigma", "@sigma/edge-curve", "graphology", "graphology-layout-forceatlas2"];
const BUNDLES = { "graphkit/pages/explorer.LICENSES.txt": EXPLORER, "graphkit/serve/static/yasgui.LICENSES.txt": ["@zazuko/yasgui"] };

// A package and its dependencies, by folder.
function needed(name, found = new Map()) {
  const folder = new URL(`node_modules/${name}/`, import.meta.url);
  if (found.has(name) || name.startsWith("@types/") || !existsSync(folder)) return found;
  const about = JSON.parse(readFileSync(new URL("package.json", folder)));
  found.set(name, { folder, about });
  for (const other of Object.keys(about.dependencies ?? {})) needed(other, found);
  return found;
}

for (const [target, roots] of Object.entries(BUNDLES)) {
  const all = new Map(roots.flatMap((name) => [...needed(name)]));
  const texts = [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, { folder, about }]) => {
    const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    return `${name} ${about.version} (${about.license ?? "see below"})\n\n${file ? readFileSync(new URL(file, folder), "utf8").trim() : "No licence text in the package."}\n`;
  });
  writeFileSync(new URL(`../${target}`, import.meta.url), `What is bundled here, and under which terms.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`);
}
