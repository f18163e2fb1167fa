// Every screen of the list: accessible in both themes, no sideways scroll at four widths, targets for thumbs, a title of its own.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { Cast } from './harness/cast.mjs';
import { WIDTHS, heightOf, launch } from './harness/browser.mjs';
import { sideways, smallTargets, violations } from './harness/looks.mjs';
import { SCREENS } from './screens.mjs';

// French and every screen in the suite; another language, or some screens, by hand: E2E_LANGUAGE=nl E2E_SCREENS='^school' just e2e screens.test.mjs
const LANGUAGE = process.env.E2E_LANGUAGE ?? 'fr';
const WANTED = new RegExp(process.env.E2E_SCREENS ?? '');
const PHONE = 390;
const DESKTOP = 1280;
const FAILED = new URL('../shots/failed/', import.meta.url);

let browser;
let cast;
const titles = new Map();

before(async () => {
    [browser, cast] = await Promise.all([launch(), Cast.assembled()]);
});
after(async () => {
    await browser?.close();
    await cast?.close();
});

describe('screens', { concurrency: 2 }, () => SCREENS.filter(({ name }) => WANTED.test(name)).forEach(check));

function check(screen) {
    test(`screen ${screen.name}`, { timeout: 60_000 }, async () => {
        const desk = await cast.at(browser, screen, { width: PHONE, language: LANGUAGE });
        try {
            const found = await faultsOf(desk);
            const title = (await desk.page.title()).replaceAll(/\s/g, ' ');
            if (screen.title) assert.equal(title.replace(/^\(\d+\) /, ''), `${desk.say(screen.title)} · EcoleHub`);
            titles.set(screen.name, { title, path: new URL(desk.page.url()).pathname });
            if (found.length) {
                await mkdir(FAILED, { recursive: true });
                await desk.page.screenshot({ path: new URL(`${screen.name}.png`, FAILED).pathname, fullPage: true });
            }
            assert.deepEqual(found, []);
            await desk.check();
        } finally {
            await desk.close();
        }
    });
}

// A picture and a failure are found by the name.
test('no two screens share a name', () => {
    const names = SCREENS.map(({ name }) => name);
    assert.deepEqual(names.filter((name, place) => names.indexOf(name) !== place), []);
});

test('no two addresses share a title', () => {
    const paths = new Map();
    for (const { title, path } of titles.values()) paths.set(title, (paths.get(title) ?? new Set()).add(path));
    const shared = [...paths].filter(([, paths]) => paths.size > 1).map(([title, paths]) => `${title}: ${[...paths].join(', ')}`);
    assert.deepEqual(shared, []);
});

// One load of the page; the themes and widths change under it, as when a phone is turned or evening falls.
async function faultsOf({ page }) {
    const found = [];
    const note = (where, faults) => found.push(...faults.map((fault) => `${where}: ${fault}`));
    for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: heightOf(width) });
        note(`${width} px`, await sideways(page));
        if (width === PHONE) note('touch', await smallTargets(page));
        if (width !== PHONE && width !== DESKTOP) continue;
        // A window as long as the page: what the bar of a phone covers now, scrolling uncovers.
        const length = await page.evaluate(() => document.scrollingElement.scrollHeight);
        await page.setViewportSize({ width, height: Math.max(length, heightOf(width)) });
        for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme });
            note(`${width} px, ${colorScheme}`, await violations(page));
        }
    }
    return found;
}
