// Compresses the built SPA next to its files (`.br`, `.gz`), weighs each part, and asserts the weight of the first load.
//
//     node scripts/spa/compress.mjs frontend/dist

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { frontend } from "./page.mjs";

const BUDGET_KB = 450;
const COMPRESSIBLE = new Set([".html", ".css", ".js", ".mjs", ".wasm", ".part", ".svg", ".json", ".webmanifest", ".ftl", ".txt", ".map"]);

const dist = process.argv[2];
const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(8);

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !/\.(br|gz)$/.test(path));

/** A script or style sheet without its block comments and its indentation; a string never spans lines in what is built here. */
const withoutRemarks = (text) => text.replace(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, "").replace(/^[ \t]+/gm, "").replace(/\n{2,}/g, "\n");

for (const path of files.filter((path) => /\.(css|js)$/.test(path))) writeFileSync(path, withoutRemarks(readFileSync(path, "utf8")));

/** Bytes on the wire by path relative to `dist`: brotli where that is smaller, else the file itself. */
const wire = new Map();
for (const path of files) {
    const content = readFileSync(path);
    let bytes = content.length;
    if (COMPRESSIBLE.has(extname(path))) {
        const brotli = brotliCompressSync(content, {
            params: {
                [constants.BROTLI_PARAM_QUALITY]: 11,
                [constants.BROTLI_PARAM_LGWIN]: 24,
                [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
            },
        });
        // A compressed twin that is not smaller is only one more file in the binary.
        if (brotli.length < content.length) {
            writeFileSync(`${path}.br`, brotli);
            writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
            bytes = brotli.length;
        }
    }
    wire.set(relative(dist, path), bytes);
}

const sum = (paths) => [...paths].reduce((total, path) => total + wire.get(path), 0);
/** The parts that speak with the words of another one. */
const SPEAKS_LIKE = { around: "messages", upkeep: "office", authoring: "announcements", treasury: "exchange" };
/** The words of the start, or those that come with a part, in the language in which they are heaviest. */
const words = (part = "") =>
    ["fr", "nl", "en"]
        .map((language) => `locales/${language}${part && "-"}${SPEAKS_LIKE[part] ?? part}.ftl`)
        .filter((path) => wire.has(path))
        .sort((a, b) => wire.get(b) - wire.get(a))
        .slice(0, 1);

/** What a first visit fetches: the page, all it names, the fonts of its text, and the words. */
function firstLoad() {
    const html = readFileSync(join(dist, "index.html"), "utf8");
    const started = [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((match) => match[1]).filter((path) => wire.has(path));
    const fonts = [...wire.keys()].filter((path) => path.endsWith(".woff2") && /-latin-[0-9a-f]{16}\./.test(basename(path)));
    return new Set(["index.html", ...started, ...fonts, ...words()]);
}

const first = firstLoad();
const total = sum(first);
console.log("      first load, as sent (brotli):");
for (const path of first) console.log(`      ${kb(wire.get(path))} KB  ${path}`);
console.log(`      ${kb(total)} KB  in all, of ${BUDGET_KB} KB allowed; everything: ${kb(sum(wire.keys())).trim()} KB in ${wire.size} files`);
console.log("      each part, when one of its pages is first opened:");
for (const [part, files] of Object.entries(JSON.parse(readFileSync(join(frontend, "generated", "parts.json"), "utf8")))) {
    const paths = [...files, ...words(part)];
    const named = paths.map((path) => `${path.replace(/-[0-9a-f]{16}\..*/, "")} ${kb(wire.get(path)).trim()}`);
    console.log(`      ${kb(sum(paths))} KB  ${part}: ${named.join(", ")}`);
}
if (![...first].some((path) => path.endsWith(".wasm"))) {
    console.error("      the first load has no WebAssembly in it: is index.html complete?");
    process.exit(1);
}
if (total > BUDGET_KB * 1000) {
    console.error(`      the first load is over its budget of ${BUDGET_KB} KB`);
    process.exit(1);
}
