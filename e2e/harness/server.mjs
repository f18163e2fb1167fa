// The real binary as a child process: its own port, its own SQLite database and mails in a folder that goes away afterwards.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWriteStream } from 'node:fs';
import { promisify } from 'node:util';

import { mailTo, mailsTo } from './mails.mjs';
import { eventually } from './wait.mjs';

const run = promisify(execFile);

/** The binary under test. */
export const BINARY =
    process.env.ECOLEHUB ?? join(process.env.ECOLEHUB_CACHE ?? join(homedir(), '.cache/ecolehub'), 'target/release/ecolehub');

/** One server with its data. `kill` and `start` keep the data; `stop` removes them. */
export class Server {
    /** A running server. `prepare` may use its command line before it starts; `settings` are added to its environment. */
    static async started({ prepare = async () => {}, settings = {} } = {}) {
        if (!existsSync(BINARY)) throw new Error(`there is no binary at ${BINARY}: run \`just build\` first`);
        const server = new Server();
        server.folder = await mkdtemp(join(tmpdir(), 'ecolehub-e2e-'));
        server.port = await freePort();
        server.settings = settings;
        try {
            await server.cli(['migrate']);
            await prepare(server);
            await server.start();
        } catch (error) {
            await server.stop();
            throw error;
        }
        return server;
    }

    get origin() {
        return `http://localhost:${this.port}`;
    }

    get environment() {
        return {
            PATH: process.env.PATH,
            HOME: process.env.HOME,
            ...(process.env.SPA_DIR && { SPA_DIR: process.env.SPA_DIR }),
            PORT: String(this.port),
            PUBLIC_URL: this.origin,
            DATABASE_URL: `sqlite://${join(this.folder, 'ecolehub.db')}`,
            MAIL_DIR: join(this.folder, 'mail'),
            SECRET_KEY: 'a key of the browser tests, longer than thirty-two bytes',
            LOG: 'info',
            RATE_LIMIT_PER_MINUTE: '100000',
            MESSAGE_LIMIT_PER_MINUTE: '100000',
            ...this.settings,
        };
    }

    /** Runs a command of the binary, with a line of input where it asks for one, and gives what it printed. */
    async cli(words, input = '') {
        const command = run(BINARY, words, { env: this.environment, cwd: this.folder });
        command.child.stdin.end(`${input}\n`);
        try {
            return (await command).stdout;
        } catch (error) {
            throw new Error(`ecolehub ${words.join(' ')}: exit code ${error.code}\n${error.stderr}${error.stdout}`);
        }
    }

    /** Starts it on its data and waits until it is ready. */
    async start() {
        const log = createWriteStream(join(this.folder, 'server.log'), { flags: 'a' });
        this.child = spawn(BINARY, ['serve'], { env: this.environment, cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
        this.child.stdout.pipe(log);
        this.child.stderr.pipe(log);
        this.exited = once(this.child, 'exit');
        const ready = async () => {
            if (this.child.exitCode !== null) throw new Error('it has stopped');
            return (await fetch(`${this.origin}/readyz`)).ok;
        };
        await eventually('the server is ready', ready, 20_000).catch(async (error) => {
            throw new Error(`${error.message}\n${await this.log()}`);
        });
    }

    /** Takes its life without a word, as a power cut does. */
    async kill() {
        this.child.kill('SIGKILL');
        await this.exited;
    }

    /** Ends it and removes its data. */
    async stop() {
        if (this.child && this.child.exitCode === null && this.child.signalCode === null) {
            this.child.kill('SIGTERM');
            const patience = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
            await this.exited;
            clearTimeout(patience);
        }
        await rm(this.folder, { recursive: true, force: true });
    }

    /** The newest mail to an address. */
    mailTo(address) {
        return mailTo(join(this.folder, 'mail'), address);
    }

    /** Every mail to an address that is there now, the oldest first. */
    mailsTo(address) {
        return mailsTo(join(this.folder, 'mail'), address);
    }

    /** What it has logged, for a message about a failure. */
    log() {
        return readFile(join(this.folder, 'server.log'), 'utf8').catch(() => 'no log');
    }
}

async function freePort() {
    const listener = createServer();
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address();
    listener.close();
    await once(listener, 'close');
    return port;
}
