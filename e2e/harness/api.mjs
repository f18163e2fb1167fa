// The API as a script uses it: a bearer token, JSON in and out. For what a test arranges, not for what it shows.

import { judge } from './contract.mjs';

/** A client, signed in or not. */
export class Api {
    constructor(origin, token) {
        this.origin = origin;
        this.token = token;
    }

    /** A client that is signed in with an address and a password. */
    static async signedIn(origin, email, password) {
        const signed = await new Api(origin).post('/login', { email, password, session: 'bearer' });
        return new Api(origin, signed.access_token);
    }

    /** A client that is signed in as an account of the demo school, by name. */
    static async demo(origin, name) {
        const guest = new Api(origin);
        const { accounts } = await guest.get('/demo');
        const account = accounts.find((account) => account.name === name);
        if (!account) throw new Error(`the demo school has no account ${name}, only ${accounts.map(({ name }) => name)}`);
        const signed = await guest.post('/demo/login', { account: account.id, session: 'bearer' });
        return new Api(origin, signed.access_token);
    }

    get(path) {
        return this.call('GET', path);
    }

    post(path, body = {}) {
        return this.call('POST', path, body);
    }

    put(path, body) {
        return this.call('PUT', path, body);
    }

    delete(path) {
        return this.call('DELETE', path);
    }

    /** Uploads a file as `pictures.mjs` makes them. */
    async upload({ name, buffer }) {
        const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/octet-stream' };
        const answer = await fetch(`${this.origin}/api/v1/files?name=${encodeURIComponent(name)}`, { method: 'POST', headers, body: buffer });
        if (!answer.ok) throw new Error(`upload of ${name}: ${answer.status} ${await answer.text()}`);
        return answer.json();
    }

    async call(method, path, body) {
        const headers = { accept: 'application/json' };
        if (this.token) headers.authorization = `Bearer ${this.token}`;
        if (body !== undefined) headers['content-type'] = 'application/json';
        const answer = await fetch(`${this.origin}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
        const text = await answer.text();
        const kind = answer.headers.get('content-type') ?? '';
        const why = judge({ method, path: `/api/v1${path}`.split('?')[0], status: answer.status, kind, body: text });
        if (why) throw new Error(why);
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
        return text ? JSON.parse(text) : undefined;
    }
}
