// The release build's last step but one: puts `dist` together from what Cargo, wasm-split-cli and wasm-bindgen have made.
//
//     node scripts/spa/assemble.mjs frontend/generated/parts frontend/generated/bound
//
// `parts` holds the wasm of each part and the script that fetches them, `bound` the wasm of the first load and its script. They
// all carry the hash of all of them in their names: a part fits only the build that it was cut from.

import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { frontend, hashOf, startScript, withHashedNames } from "./page.mjs";

const [parts, bound] = process.argv.slice(2);
const generated = join(frontend, "generated");
const dist = join(generated, "dist");
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
cpSync(join(generated, "public"), dist, { recursive: true });
cpSync(join(generated, "locales"), join(dist, "locales"), { recursive: true });

/** Every file of the built application: the name that the tools gave -> its content. */
const built = new Map();
const take = (folder, name) => built.set(name, readFileSync(join(folder, name)));
for (const name of ["app.js", "app_bg.wasm"]) take(bound, name);
for (const name of readdirSync(parts).sort()) if (name !== "app.wasm") take(parts, name);

const build = hashOf(...built.values());
/** `split_office.wasm` is `office-<hash>.wasm`; what several parts share is `shared-4-<hash>.wasm`. */
function published(name) {
    if (name === "app_bg.wasm") return `app-${build}_bg.wasm`;
    const [, stem, extension] = /^(.+)\.(\w+)$/.exec(name);
    return `${stem.replace("__wasm_split", "parts").replace("split_", "").replace("chunk_", "shared-")}-${build}.${extension}`;
}
/** Where a script fetches another file. The same name as a key of the imports belongs to the module, and stays. */
const fetched = /(\bfrom |\bnew URL\()(["'])\.\/([\w.]+)\2/g;
const named = (script) => script.replace(fetched, (all, how, quote, name) => (built.has(name) ? `${how}"./${published(name)}"` : all));
for (const [name, content] of built) {
    writeFileSync(join(dist, published(name)), name.endsWith(".js") ? named(content.toString()) : content);
}

const css = readFileSync(join(generated, "app.css"));
const style = `app-${hashOf(css)}.css`;
writeFileSync(join(dist, style), css);
const [script, parted, wasm] = ["app.js", "__wasm_split.js", "app_bg.wasm"].map((name) => `/${published(name)}`);
const start = startScript(script, wasm);
writeFileSync(join(dist, start.name), start.content);

/** The page, each of Trunk's links replaced by what Trunk would make of it. */
const replaced = {
    css: `<link rel="stylesheet" href="/${style}" />`,
    "copy-dir": "",
    rust: [
        `<link rel="modulepreload" href="${script}" />`,
        `<link rel="modulepreload" href="${parted}" />`,
        `<link rel="preload" href="${wasm}" as="fetch" type="application/wasm" crossorigin />`,
        `<script type="module" src="/${start.name}"></script>`,
    ].join("\n    "),
};
const page = readFileSync(join(frontend, "index.html"), "utf8").replace(/ *<link data-trunk rel="([\w-]+)"[^>]*>\n/g, (_, kind) => {
    const made = replaced[kind];
    if (made === undefined) throw new Error(`index.html has a link for Trunk that assemble.mjs does not know: ${kind}`);
    return made && `    ${made}\n`;
});
writeFileSync(join(dist, "index.html"), withHashedNames(page));

rmSync(join(frontend, "dist"), { recursive: true, force: true });
renameSync(dist, join(frontend, "dist"));
