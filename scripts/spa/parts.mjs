// Packs the modules that wasm-split-cli has cut off into files, and writes the script that fetches them.
//
// A part is its own module and those that it shares with other parts. A shared module that is small goes into the file of every
// part that uses it: some bytes twice cost less than a request each. A larger one is a file of its own, fetched once. Where a part
// only makes sense beside another one, it comes after that one and holds nothing that is in it.

/** Shared modules up to this many bytes, before compression, are packed with each part that uses them. */
const SMALL = 16_000;

/** The parts that come after another one: around and on top of conversations, what staff does besides, and the books. */
const AFTER = { around: "messages", asked: "messages", authoring: "announcements", upkeep: "office", treasury: "exchange" };

/** A WebAssembly module without its custom sections: the names of all functions, a quarter of the file, which only debuggers read. */
export function withoutNames(module) {
    const number = (at) => {
        let [value, shift, byte] = [0, 0, 0];
        do {
            byte = module[at++];
            value |= (byte & 127) << shift;
            shift += 7;
        } while (byte & 128);
        return [value, at];
    };
    const kept = [module.subarray(0, 8)];
    for (let at = 8; at < module.length; ) {
        const [length, content] = number(at + 1);
        if (module[at] !== 0) kept.push(module.subarray(at, content + length));
        at = content + length;
    }
    return Buffer.concat(kept);
}

/** What wasm-split-cli says in its script: what modules take from the application, and which modules each part is made of. */
function read(script) {
    const shared = /const \{ ([\w, ]+?),? *\} = initSync/.exec(script)?.[1];
    const parts = new Map();
    const loader = /export const __wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\(\(\) => [\s\S]*?\n?, \[([\w, ]*)\]\)\);/g;
    for (const [, part, needed] of script.matchAll(loader)) {
        const modules = needed.split(", ").filter(Boolean).map((name) => name.replace("__chunk_", "chunk_"));
        parts.set(part, [...modules, `split_${part}`]);
    }
    const said = script.match(/export const __wasm_split_load_/g)?.length ?? 0;
    if (!shared || !said || parts.size !== said) throw new Error("the script of wasm-split-cli does not look as expected: see scripts/spa/parts.mjs");
    return { shared, parts };
}

/**
 * The files of the parts: `files` (stem -> content), `parts` (part -> the stems that it is made of), and the script. `script` is
 * what wasm-split-cli wrote, `module` gives the bytes of one of its modules, `name` and `app` how files will be called.
 */
export function packed(script, module, name) {
    const { shared, parts: whole } = read(script);
    const before = (part) => whole.get(AFTER[part]) ?? [];
    const parts = new Map([...whole].map(([part, names]) => [part, names.filter((one) => !before(part).includes(one))]));
    const users = new Map();
    for (const names of parts.values()) for (const one of names) users.set(one, (users.get(one) ?? 0) + 1);
    const [contents, files, made] = [new Map(), new Map(), new Map()];
    for (const one of users.keys()) contents.set(one, withoutNames(module(one)));
    const isApart = (one) => users.get(one) > 1 && contents.get(one).length > SMALL;
    for (const [part, names] of parts) {
        const stems = new Map([[part, names.filter((one) => !isApart(one))]]);
        for (const one of names.filter(isApart)) stems.set(one.replace("chunk_", "shared-"), [one]);
        for (const [stem, inside] of stems) files.set(stem, Buffer.concat(inside.map((one) => contents.get(one))));
        made.set(part, stems);
    }
    const table = [...made].map(([part, stems]) => {
        const places = [...(made.get(AFTER[part]) ?? []), ...stems].map(([stem, inside]) => {
            const lengths = inside.map((one) => `${one}: ${contents.get(one).length}`);
            return `"./${name(stem)}": { ${lengths.join(", ")} }`;
        });
        return `export const __wasm_split_load_${part} = part("split_${part}", { ${places.join(", ")} });`;
    });
    return {
        files,
        parts: new Map([...made].map(([part, stems]) => [part, [...stems.keys()]])),
        script: LOADER.replaceAll("SHARED", shared) + table.join("\n") + "\n",
    };
}

const LOADER = `import { initSync } from "./app.js";

let imports;
const fromApp = () => {
    if (!imports) {
        const { SHARED } = initSync();
        imports = { __wasm_split: { SHARED } };
    }
    return imports;
};

/** What is there or on its way; what failed can be asked for again. */
const known = new Map();
const once = (name, make) => {
    if (!known.has(name)) {
        const made = make();
        known.set(name, made);
        made.catch(() => known.delete(name));
    }
    return known.get(name);
};

async function bytesOf(file) {
    const answer = await fetch(new URL(file, import.meta.url));
    if (!answer.ok) throw new Error(\`\${file}: \${answer.status}\`);
    return answer.arrayBuffer();
}

/** The modules of a file lie one after the other. */
async function modulesOf(file, lengths) {
    const bytes = await once(file, () => bytesOf(file));
    let at = 0;
    return Object.entries(lengths).map(([name, length]) => ({ name, bytes: bytes.slice(at, (at += length)) }));
}

const start = ({ name, bytes }) => once(name, () => WebAssembly.instantiate(bytes, fromApp()));

/** Fetches a part, starts what it shares with others and then itself, and tells the application whether that went well. */
const part = (own, files) => async (callback, data) => {
    let success = true;
    try {
        const modules = (await Promise.all(Object.entries(files).map(([file, lengths]) => modulesOf(file, lengths)))).flat();
        await Promise.all(modules.filter(({ name }) => name !== own).map(start));
        await Promise.all(modules.filter(({ name }) => name === own).map(start));
    } catch (error) {
        // without a network that is nothing to wonder about; the page says it
        (error instanceof TypeError ? console.warn : console.error)(error);
        success = false;
    }
    fromApp().__wasm_split.__indirect_function_table.get(callback)(data, success);
};

`;
