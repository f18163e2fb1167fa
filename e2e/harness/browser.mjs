// Chromium, and one person's desk in it: a context of its own, with everything that goes wrong on it written down.

import { chromium } from 'playwright-core';

import { judge } from './contract.mjs';
import { tagOf, words } from './words.mjs';

const FLAGS = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];

/** Widths of the window: a narrow phone, a phone, a tablet, a desktop. */
export const WIDTHS = [320, 390, 768, 1280];

/** The height that belongs to a width. */
export const heightOf = (width) => (width < 600 ? 844 : 900);

/** Starts Chromium. */
export function launch() {
    return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: FLAGS });
}

// What the browser writes into its console although all is well: the SPA asks who is signed in, and whether there is a demo school.
const NORMAL = [
    { status: 401, path: '/api/v1/me' },
    { status: 404, path: '/api/v1/demo' },
];

/** One person with a browser of their own. */
export class Desk {
    /** Opens one at a server: `{ origin, language, width, theme }`. */
    static async open(browser, { origin, language = 'fr', width = 1280, theme = 'light', name = 'guest' }) {
        const desk = new Desk();
        desk.origin = origin;
        desk.name = name;
        desk.language = language;
        desk.say = words(language);
        desk.faults = [];
        desk.tolerated = [];
        desk.judging = [];
        desk.context = await browser.newContext({
            baseURL: origin,
            locale: tagOf(language),
            timezoneId: 'Europe/Brussels',
            colorScheme: theme,
            reducedMotion: 'reduce',
            viewport: { width, height: heightOf(width) },
        });
        desk.context.setDefaultTimeout(15_000);
        desk.page = await desk.context.newPage();
        desk.watch(desk.page);
        return desk;
    }

    /** Writes down what goes wrong on a page. */
    watch(page) {
        page.on('pageerror', (error) => this.fault(`error: ${error.stack ?? error}`));
        page.on('console', (message) => {
            if (message.type() !== 'error') return;
            const { url } = message.location();
            // Answers are judged below, where their status is known.
            if (message.text().startsWith('Failed to load resource: the server responded')) return;
            this.fault(`console: ${message.text()} (${url})`);
        });
        page.on('requestfailed', (request) => {
            const reason = request.failure()?.errorText ?? '';
            // A page that goes away takes its requests with it.
            if (reason !== 'net::ERR_ABORTED') this.fault(`request: ${request.method()} ${request.url()} ${reason}`);
        });
        page.on('response', (response) => {
            const [status, path] = [response.status(), new URL(response.url()).pathname];
            const normal = NORMAL.some((one) => one.status === status && one.path === path);
            if (status >= 400 && !normal) this.fault(`answer: ${status} ${response.request().method()} ${path}`);
            if (path.startsWith('/api/v1/')) this.judging.push(this.judge(response, path));
        });
    }

    // An answer must be what the document of the API says; a page that has gone on has no body any more.
    async judge(response, path) {
        const body = await response.text().catch(() => null);
        const kind = response.headers()['content-type'] ?? '';
        const why = judge({ method: response.request().method(), path, status: response.status(), kind, body });
        if (why) this.fault(`contract: ${why}`);
    }

    /** From now on a fault that matches one of the patterns is part of the story. */
    tolerates(...patterns) {
        this.tolerated.push(...patterns);
    }

    fault(words) {
        if (!this.tolerated.some((pattern) => pattern.test(words))) this.faults.push(words);
    }

    /** Fails when something went wrong that the story does not tell of. */
    async check() {
        await Promise.all(this.judging);
        if (this.faults.length) throw new Error(`unexpected on the desk of ${this.name}:\n  ${this.faults.join('\n  ')}`);
    }

    /** Another tab of the same browser. */
    async tab() {
        const other = Object.assign(new Desk(), this);
        other.page = await this.context.newPage();
        other.watch(other.page);
        return other;
    }

    /** Goes to an address of the SPA and waits for its first heading. */
    async goto(path) {
        await this.page.goto(path);
        await this.page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
    }

    /** Something with a role and the words of a key: `desk.find('button', 'action-save')`. */
    find(role, key, values) {
        return this.page.getByRole(role, { name: this.say(key, values), exact: true });
    }

    /** A field by the words of its label; passwords have no role. */
    field(key, within = this.page) {
        const plain = (key) => this.say(key).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s');
        return within.getByLabel(new RegExp(`^${plain(key)}(\\s+${plain('form-optional')})?$`));
    }

    /** The open dialog with the words of a key as its heading. */
    dialog(key) {
        return this.find('dialog', key);
    }

    /** Words anywhere on the page. */
    text(key, values) {
        return this.page.getByText(this.say(key, values), { exact: true });
    }

    /** Closes the browser of this person. */
    close() {
        return this.context.close();
    }
}
