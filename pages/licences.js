// Writes the licences of what is bundled beside the bundle.
import { readFileSync, writeFileSync } from "node:fs";

const BUNDLED = ["sigma", "@sigma/edge-curve", "graphology", "graphology-layout-forceatlas2", "graphology-utils", "events"];
const text = BUNDLED.map((name) => {
  const folder = new URL(`node_modules/${name}/`, import.meta.url);
  const { version } = JSON.parse(readFileSync(new URL("package.json", folder)));
  const file = ["LICENSE.txt", "LICENSE"].map((file) => new URL(file, folder)).find((file) => { try { return readFileSync(file); } catch { return false; } });
  return `${name} ${version}\n\n${readFileSync(file, "utf8").trim()}\n`;
}).join(`\n${"-".repeat(80)}\n\n`);
writeFileSync(new URL("../graphkit/pages/explorer.LICENSES.txt", import.meta.url), `What explorer.js bundles, and under which terms.\n\n${text}`);
