// Pictures of every screen at 390 and 1280 px, light and dark, into shots/ at the root of the repository. Arguments: names of screens
// (default: all); `--language nl` for another language; `--widths 320,1280` for other widths; `--readme` makes the picture of the
// README, docs/screenshot.png, instead.

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { heightOf, launch } from './harness/browser.mjs';
import { Cast } from './harness/cast.mjs';
import { SCREENS } from './screens.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SHOTS = `${ROOT}shots/`;
const README = { screen: 'conversation-class', path: `${ROOT}docs/screenshot.png`, width: 1280, height: 800 };

const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        readme: { type: 'boolean', default: false },
        language: { type: 'string', default: 'fr' },
        widths: { type: 'string', default: '390,1280' },
    },
});
const widths = values.widths.split(',').map(Number);
const unknown = positionals.filter((name) => !SCREENS.some((screen) => screen.name === name));
if (unknown.length) throw new Error(`no such screen: ${unknown.join(', ')}; there are ${SCREENS.map(({ name }) => name).join(', ')}`);

const [browser, cast] = await Promise.all([launch(), Cast.assembled()]);
let missed = 0;
try {
    if (values.readme) await readme();
    else await everything();
} finally {
    await browser.close();
    await cast.close();
}
process.exitCode = missed ? 1 : 0;

async function everything() {
    await mkdir(SHOTS, { recursive: true });
    const wanted = SCREENS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    for (const screen of wanted) {
        await shoot(screen).catch((error) => {
            missed += 1;
            console.error(`${screen.name}: ${error.message.split('\n')[0]}`);
        });
    }
    console.log(`${(wanted.length - missed) * widths.length * 2} pictures in ${SHOTS}`);
}

async function shoot(screen) {
    const desk = await cast.at(browser, screen, { width: widths[0], language: values.language });
    try {
        for (const width of widths) {
            await desk.page.setViewportSize({ width, height: heightOf(width) });
            for (const colorScheme of ['light', 'dark']) {
                await desk.page.emulateMedia({ colorScheme });
                // A dialog belongs to the window, not to the whole length of the page.
                const fullPage = (await desk.page.getByRole('dialog').count()) === 0;
                await desk.page.screenshot({ path: `${SHOTS}${screen.name}-${width}-${colorScheme}.png`, fullPage });
            }
        }
    } finally {
        await desk.close();
    }
}

async function readme() {
    const screen = SCREENS.find(({ name }) => name === README.screen);
    const desk = await cast.at(browser, screen, { width: README.width });
    await desk.page.setViewportSize({ width: README.width, height: README.height });
    await desk.page.screenshot({ path: README.path });
    await desk.close();
    console.log(README.path);
}
