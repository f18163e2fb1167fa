// A story with its stage: servers and desks that are opened for it, looked after, photographed when it fails, and cleared away.

import { mkdir } from 'node:fs/promises';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Desk, launch } from './browser.mjs';
import { School } from './school.mjs';
import { Server } from './server.mjs';

const FAILED = fileURLToPath(new URL('../../shots/failed/', import.meta.url));

let browser;
after(async () => (await browser)?.close());

/** A test with a stage. */
export function scenario(title, act, { timeout = 120_000 } = {}) {
    test(title, { timeout }, async (t) => {
        const stage = new Stage();
        try {
            await act(stage, t);
            await stage.check();
        } catch (error) {
            await stage.photograph(title);
            throw error;
        } finally {
            await stage.clear();
        }
    });
}

/** What a story plays with. */
export class Stage {
    constructor() {
        this.desks = [];
        this.servers = [];
    }

    /** A school without families. */
    async school(settings) {
        const school = await School.open(settings);
        this.servers.push(school.server);
        return school;
    }

    /** The demo school. */
    async demo() {
        const server = await Server.started({ prepare: (server) => server.cli(['demo']) });
        this.servers.push(server);
        return server;
    }

    /** A desk at a server. */
    async desk(server, options = {}) {
        browser ??= launch();
        const desk = await Desk.open(await browser, { origin: server.origin, ...options });
        this.desks.push(desk);
        return desk;
    }

    /** Fails when something went wrong on a desk. */
    async check() {
        for (const desk of this.desks) await desk.check();
    }

    /** Keeps what the desks show, and what the servers logged. */
    async photograph(title) {
        await mkdir(FAILED, { recursive: true });
        const story = title.replaceAll(/[^\p{L}\d]+/gu, '-').slice(0, 60);
        for (const [number, desk] of this.desks.entries()) {
            const path = `${FAILED}${story}-${number}-${desk.name}.png`;
            await desk.page.screenshot({ path, fullPage: true, timeout: 5_000 }).then(
                () => console.error(`what ${desk.name} saw: ${path}`),
                (error) => console.error(`no picture of what ${desk.name} saw: ${error.message}`),
            );
            if (desk.faults.length) console.error(`on the desk of ${desk.name}:\n  ${desk.faults.join('\n  ')}`);
        }
        for (const server of this.servers) {
            const lines = (await server.log()).split('\n').filter((line) => /ERROR|WARN|panic/.test(line));
            if (lines.length) console.error(`the server logged:\n  ${lines.slice(-20).join('\n  ')}`);
        }
    }

    async clear() {
        for (const desk of this.desks) await desk.close().catch(() => {});
        for (const server of this.servers) await server.stop();
    }
}
