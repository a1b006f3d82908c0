// Copies YASGUI, which is already bundled, to where the server finds it.
import { readFileSync, writeFileSync } from "node:fs";

for (const name of ["yasgui.min.js", "yasgui.min.css"]) {
  const text = readFileSync(new URL(`node_modules/@zazuko/yasgui/build/${name}`, import.meta.url), "utf8");
  writeFileSync(new URL(`../graphkit/serve/static/${name}`, import.meta.url), text.replace(/\/[/*]# sourceMappingURL=\S+( \*\/)?\s*$/, ""));
}
