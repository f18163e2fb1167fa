// The first step of every build, Trunk's pre-build hook in `just dev`: prepares in `generated/` what is copied.
//
// - the style sheets, `@import`s resolved, as one file (each import would be one more round trip);
// - the words of each language as one file, without those of the mails, and one for each part that has words of its own;
// - `public/`, in which every file that a style sheet names carries its content's hash, so that it can be cached for ever.

import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";

import { frontend, hashOf } from "./page.mjs";

const generated = join(frontend, "generated");

/** The text of a style sheet with its local imports in place. */
function inlined(path, seen = new Set()) {
    if (seen.has(path)) throw new Error(`${path} imports itself`);
    const inner = new Set(seen).add(path);
    const css = readFileSync(path, "utf8");
    return css.replace(/@import\s+(?:url\()?["']([^"']+)["']\)?\s*(?:layer\(([\w.-]+)\))?\s*;/g, (_, name, layer) => {
        const text = inlined(resolve(dirname(path), name), inner);
        return layer ? `@layer ${layer} {\n${text}\n}` : text;
    });
}

/** Copies `public/` to `generated/public`, and gives the files named by `css` their hash; answers old name -> new name. */
function copyPublic(css) {
    const target = join(generated, "public");
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    const source = join(frontend, "public");
    if (existsSync(source)) cpSync(source, target, { recursive: true });
    const renamed = {};
    for (const [, name] of css.matchAll(/url\(["']?(\/[^"')#?]+)/g)) {
        if (renamed[name]) continue;
        const path = join(target, name);
        if (!existsSync(path)) throw new Error(`a style sheet names ${name}, which is not in frontend/public`);
        const extension = extname(name);
        renamed[name] = `${name.slice(0, -extension.length)}-${hashOf(readFileSync(path))}${extension}`;
        renameSync(path, join(target, renamed[name]));
    }
    return renamed;
}

/** Writes only what changed, so that a watching Trunk is not woken by its own hook. */
function writeIfChanged(path, text) {
    if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
}

mkdirSync(generated, { recursive: true });
const entry = join(frontend, "styles", "main.css");
const css = inlined(entry);
const renamed = copyPublic(css);
const named = Object.entries(renamed).reduce((text, [from, to]) => text.replaceAll(from, to), css);
writeIfChanged(join(generated, "app.css"), named.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\n\s*\n+/g, "\n"));
writeIfChanged(join(generated, "assets.json"), JSON.stringify(renamed, null, 2));

/** The words that are not of the start: the file that some parts fetch (`WORDS` of `frontend/src/lazy`) -> the Fluent files in it. */
const WORDS = {
    office: ["school.ftl"],
    announcements: ["announcements.ftl"],
    exchange: ["sel.ftl"],
    messages: ["messages.ftl", "circle.ftl", "rich.ftl"],
    asked: ["emoji.ftl"],
};
/** The mails are the server's. */
const ELSEWHERE = new Set(["mail.ftl", ...Object.values(WORDS).flat()]);

mkdirSync(join(generated, "locales"), { recursive: true });
for (const language of ["fr", "nl", "en"]) {
    const folder = resolve(frontend, "../locales", language);
    const joined = (names) => names.sort().map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
    const files = readdirSync(folder).filter((name) => name.endsWith(".ftl") && !ELSEWHERE.has(name));
    writeIfChanged(join(generated, "locales", `${language}.ftl`), joined(files));
    for (const [part, names] of Object.entries(WORDS)) {
        writeIfChanged(join(generated, "locales", `${language}-${part}.ftl`), joined(names));
    }
}
