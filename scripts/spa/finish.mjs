// Trunk's post-build hook, in `just dev`: takes Trunk's inline start script out of `index.html` and fills in hashed names.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { startScript, withHashedNames } from "./page.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("finish.mjs is a hook of Trunk: TRUNK_STAGING_DIR is not set");
const page = join(staging, "index.html");
const html = readFileSync(page, "utf8");

const inline = /<script type="?module"?[^>]*>([\s\S]*?)<\/script>/.exec(html);
const from = inline && /from\s*['"]([^'"]+\.js)['"]/.exec(inline[1]);
const wasm = inline && /['"]([^'"]+\.wasm)['"]/.exec(inline[1]);
if (!from || !wasm) throw new Error("Trunk's start script does not look as expected: see scripts/spa/finish.mjs");

const start = startScript(from[1], wasm[1]);
writeFileSync(join(staging, start.name), start.content);
writeFileSync(page, withHashedNames(html.replace(inline[0], `<script type="module" src="/${start.name}"></script>`)));
