// What the page and its start script look like; `just dev` and the release build share it.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const frontend = resolve(dirname(new URL(import.meta.url).pathname), "../../frontend");

/** The 16 digits by which `spa.rs` and nginx know a file that never changes. */
export const hashOf = (...contents) =>
    contents.reduce((hash, content) => hash.update(content), createHash("sha256")).digest("hex").slice(0, 16);

/**
 * The script that starts the application: a file of its own, so that the content security policy can forbid every inline script.
 * It says so, in three languages, when the application cannot start.
 */
export function startScript(script, wasm) {
    const content = `import init from "${script}";
try {
    // The application itself takes "starting" away, when its words have come.
    await init({ module_or_path: "${wasm}" });
    dispatchEvent(new CustomEvent("TrunkApplicationStarted"));
} catch (error) {
    console.error(error);
    document.getElementById("starting")?.remove();
    document.getElementById("start-failed")?.removeAttribute("hidden");
}
`;
    return { name: `start-${hashOf(content)}.js`, content };
}

/** The page with the names that `bundle.mjs` gave to hashed files, such as the fonts to preload. */
export function withHashedNames(html) {
    const renamed = JSON.parse(readFileSync(join(frontend, "generated", "assets.json"), "utf8"));
    return Object.entries(renamed).reduce((page, [old, hashed]) => page.replaceAll(`"${old}"`, `"${hashed}"`), html);
}
