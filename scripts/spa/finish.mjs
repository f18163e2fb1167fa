// Trunk's post-build hook: finishes `index.html` in the staging folder.
//
// - Trunk starts the application from an inline script. It becomes a file of its own, so that the content security policy can
//   forbid every inline script; and it says so, in three languages, when the application cannot start.
// - names of hashed files (fonts to preload) are filled in from what `bundle.mjs` renamed.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("finish.mjs is a hook of Trunk: TRUNK_STAGING_DIR is not set");
const frontend = resolve(dirname(new URL(import.meta.url).pathname), "../../frontend");
const page = join(staging, "index.html");
let html = readFileSync(page, "utf8");

const inline = /<script type="?module"?[^>]*>([\s\S]*?)<\/script>/.exec(html);
const from = inline && /from\s*['"]([^'"]+\.js)['"]/.exec(inline[1]);
const wasm = inline && /['"]([^'"]+\.wasm)['"]/.exec(inline[1]);
if (!from || !wasm) throw new Error("Trunk's start script does not look as expected: see scripts/spa/finish.mjs");

const start = `import init from "${from[1]}";
try {
    // The application itself takes "starting" away, when its words have come.
    await init({ module_or_path: "${wasm[1]}" });
    dispatchEvent(new CustomEvent("TrunkApplicationStarted"));
} catch (error) {
    console.error(error);
    document.getElementById("starting")?.remove();
    document.getElementById("start-failed")?.removeAttribute("hidden");
}
`;
const name = `start-${createHash("sha256").update(start).digest("hex").slice(0, 16)}.js`;
writeFileSync(join(staging, name), start);
html = html.replace(inline[0], `<script type="module" src="/${name}"></script>`);

const renamed = JSON.parse(readFileSync(join(frontend, "generated", "assets.json"), "utf8"));
for (const [old, hashed] of Object.entries(renamed)) html = html.replaceAll(`"${old}"`, `"${hashed}"`);
writeFileSync(page, html);
