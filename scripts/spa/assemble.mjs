// The release build's last step but one: puts `dist` together from what Cargo, wasm-split-cli and wasm-bindgen have made.
//
//     node scripts/spa/assemble.mjs frontend/generated/parts frontend/generated/bound
//
// `parts` holds the modules that were cut off and the script of wasm-split-cli, `bound` the module of the first load and its script.
// They all carry the hash of all of them in their names: a part fits only the build that it was cut from.

import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { frontend, hashOf, startScript, withHashedNames } from "./page.mjs";
import { packed, withoutNames } from "./parts.mjs";

const [parts, bound] = process.argv.slice(2);
const generated = join(frontend, "generated");
const dist = join(generated, "dist");
const read = (...path) => readFileSync(join(...path));
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
cpSync(join(generated, "public"), dist, { recursive: true });
cpSync(join(generated, "locales"), join(dist, "locales"), { recursive: true });

const app = { script: read(bound, "app.js").toString(), wasm: withoutNames(read(bound, "app_bg.wasm")) };
const HASH = "0".repeat(16);
const cut = packed(
    read(parts, "__wasm_split.js").toString(),
    (module) => read(parts, `${module}.wasm`),
    (stem) => `${stem}-${HASH}.part`,
);
const build = hashOf(app.script, app.wasm, cut.script, ...cut.files.values());
const names = { script: `app-${build}.js`, wasm: `app-${build}_bg.wasm`, parts: `parts-${build}.js` };
/** Where a script gets another one. The same name as a key of the imports belongs to the module, and stays. */
const importing = (script, from, to) => script.replaceAll(`from "./${from}"`, `from "./${to}"`);

writeFileSync(join(dist, names.script), importing(app.script, "__wasm_split.js", names.parts));
writeFileSync(join(dist, names.wasm), app.wasm);
writeFileSync(join(dist, names.parts), importing(cut.script, "app.js", names.script).replaceAll(HASH, build));
for (const [stem, content] of cut.files) writeFileSync(join(dist, `${stem}-${build}.part`), content);
const files = [...cut.parts].map(([part, stems]) => [part, stems.map((stem) => `${stem}-${build}.part`)]);
writeFileSync(join(generated, "parts.json"), JSON.stringify(Object.fromEntries(files), null, 2));

const css = read(generated, "app.css");
const style = `app-${hashOf(css)}.css`;
writeFileSync(join(dist, style), css);
const start = startScript(`/${names.script}`, `/${names.wasm}`);
writeFileSync(join(dist, start.name), start.content);

/** The page, each of Trunk's links replaced by what Trunk would make of it. */
const replaced = {
    css: `<link rel="stylesheet" href="/${style}" />`,
    "copy-dir": "",
    rust: [
        `<link rel="modulepreload" href="/${names.script}" />`,
        `<link rel="modulepreload" href="/${names.parts}" />`,
        `<link rel="preload" href="/${names.wasm}" as="fetch" type="application/wasm" crossorigin />`,
        `<script type="module" src="/${start.name}"></script>`,
    ].join("\n    "),
};
const page = read(frontend, "index.html").toString();
const finished = page.replace(/ *<link data-trunk rel="([\w-]+)"[^>]*>\n/g, (_, kind) => {
    const made = replaced[kind];
    if (made === undefined) throw new Error(`index.html has a link for Trunk that assemble.mjs does not know: ${kind}`);
    return made && `    ${made}\n`;
});
writeFileSync(join(dist, "index.html"), withHashedNames(finished));

rmSync(join(frontend, "dist"), { recursive: true, force: true });
renameSync(dist, join(frontend, "dist"));
