// The words of the interface, read from locales/*/*.ftl, so that a test looks for what a person sees and survives a change of wording.
// It knows the part of Fluent that the files use: texts over several lines, `{ $value }`, and plurals with `->`.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LOCALES = fileURLToPath(new URL('../../locales/', import.meta.url));
const TAGS = { fr: 'fr-BE', nl: 'nl-BE', en: 'en-BE' };

/** The languages of the interface. */
export const LANGUAGES = Object.keys(TAGS);

/** The browser's name of a language, such as `fr-BE`. */
export const tagOf = (language) => TAGS[language];

/** The words of one language: `say('home-hello', { name: 'Marie' })`. An unknown key or a missing value is an error. */
export function words(language) {
    const texts = read(language);
    const plural = new Intl.PluralRules(TAGS[language]);
    return function say(key, values = {}) {
        const text = texts.get(key);
        if (text === undefined) throw new Error(`locales/${language} has no text ${key}`);
        return breaking(fill(text, values, plural, key));
    };
}

// French ties its signs to their words with spaces that do not break. Whoever looks for a text takes every space for one: so does Playwright, on the page
// and in a text, but not in a regular expression.
const breaking = (text) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

function read(language) {
    const folder = `${LOCALES}${language}/`;
    const texts = new Map();
    for (const name of readdirSync(folder).filter((name) => name.endsWith('.ftl'))) {
        let key;
        for (const line of readFileSync(folder + name, 'utf8').split('\n')) {
            const start = /^([a-z][a-z0-9-]*) *= ?(.*)$/.exec(line);
            if (start) {
                key = start[1];
                texts.set(key, start[2]);
            } else if (/^(\s|\})/.test(line) && key) {
                texts.set(key, `${texts.get(key)}\n${line}`);
            } else if (line.trim() !== '') {
                key = undefined;
            }
        }
    }
    return new Map([...texts].map(([key, text]) => [key, dedented(text)]));
}

// Fluent drops the indentation that all lines of a text share.
function dedented(text) {
    const [first, ...more] = text.split('\n');
    const indents = more.filter((line) => line.trim()).map((line) => /^ */.exec(line)[0].length);
    const indent = Math.min(...indents);
    return [first, ...more.map((line) => line.slice(indent))].join('\n').trim();
}

function fill(text, values, plural, key) {
    let filled = '';
    for (let at = 0; at < text.length; at += 1) {
        if (text[at] !== '{') {
            filled += text[at];
            continue;
        }
        const end = closing(text, at);
        filled += place(text.slice(at + 1, end).trim(), values, plural, key);
        at = end;
    }
    return filled;
}

function closing(text, from) {
    let depth = 0;
    for (let at = from; at < text.length; at += 1) {
        if (text[at] === '{') depth += 1;
        if (text[at] === '}') depth -= 1;
        if (depth === 0) return at;
    }
    throw new Error(`a brace is not closed: ${text}`);
}

function place(inside, values, plural, key) {
    const literal = /^"(.*)"$/.exec(inside);
    if (literal) return literal[1];
    const choice = /^\$([\w-]+)\s*->([\s\S]*)$/.exec(inside);
    const name = choice ? choice[1] : /^\$([\w-]+)$/.exec(inside)?.[1];
    if (!name) throw new Error(`${key}: this reader does not know { ${inside} }`);
    if (!(name in values)) throw new Error(`${key} wants a value ${name}`);
    const value = values[name];
    if (!choice) return String(value);
    const variants = [...choice[2].matchAll(/(\*?)\[\s*([\w-]+)\s*\]([\s\S]*?)(?=\n\s*\*?\[|$)/g)];
    const named = (word) => variants.find((variant) => variant[2] === word);
    const chosen =
        named(String(value)) ??
        (typeof value === 'number' ? named(plural.select(value)) : undefined) ??
        variants.find((variant) => variant[1] === '*');
    return fill(chosen[3].trim(), values, plural, key);
}
