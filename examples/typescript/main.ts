// A parent registers, confirms the address with the link of the mail, adds a child with its code, and writes to the class.
//
//     npm ci && npm run generate && npm run build
//     npm start -- http://localhost:8000 ../../mail

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import createClient from 'openapi-fetch';

import type { components, paths } from './generated/schema.js';

type Problem = components['schemas']['Problem'];

const [server = 'http://localhost:8000', mailbox = '../../mail'] = process.argv.slice(2);
const email = `typescript-${Date.now()}@example.be`;
const password = 'quatre moutons verts';

// every call is typed by the document: a path, a field or a status that does not exist does not compile
const api = createClient<paths>({ baseUrl: `${server}/api/v1` });

/** The data of an answer; a problem ends the program with its stable code and the id that the school may ask for. */
function must<T>({ data, error }: { data?: T; error?: Problem }): T {
    if (data === undefined) throw new Error(`${error?.code} (${error?.instance}): ${error?.detail ?? error?.title}`);
    return data;
}

/** The link that a server without a mail server has put into its folder of mails. */
async function tokenMailedTo(address: string): Promise<string> {
    for (let tries = 0; tries < 100; tries++, await pause(100)) {
        const mail = (await readdir(mailbox).catch(() => [])).find((name) => name.endsWith(`-${address}.eml`));
        const token = mail && /token=([\w-]+)/.exec(await readFile(join(mailbox, mail), 'utf8'))?.[1];
        if (token) return token;
    }
    throw new Error(`no mail to ${address} in ${mailbox}`);
}

// the demo school tells how to join it; at a real school this is on a slip of paper
const demo = must(await api.GET('/demo'));
const child = demo.child_codes[0];
if (!child) throw new Error('every code is used: `just demo --reset` begins anew');

await api.POST('/register', {
    body: { email, password, first_name: 'Ty', last_name: 'Script', code: demo.registration_code },
}).then(must);
await api.POST('/verify-email', { body: { token: await tokenMailedTo(email), password } }).then(must);

// from here on every call carries the access token; it lives ten minutes, and POST /refresh gives the next one
const session = must(await api.POST('/login', { body: { email, password } }));
api.use({
    onRequest({ request }) {
        request.headers.set('authorization', `Bearer ${session.access_token}`);
        return request;
    },
});

await api.POST('/children', { body: { code: child.code } }).then(must);
const rooms = must(await api.GET('/conversations')).items;
const room = rooms.find(({ kind }) => kind === 'class');
if (!room) throw new Error('a parent is in the conversation of the class');

const conversation = room.id;
// the number makes it safe to send again when no answer came: the message is there once
const sent = must(
    await api.POST('/conversations/{conversation}/messages', {
        params: { path: { conversation } },
        body: { content: 'Bonjour de TypeScript !', client_msg_id: crypto.randomUUID() },
    }),
);
const history = must(
    await api.GET('/conversations/{conversation}/messages', { params: { path: { conversation }, query: { limit: 10 } } }),
);
const read = history.items.find(({ id }) => id === sent.id);
if (read?.content !== sent.content) throw new Error('what was sent is not read');
console.log(`${room.class?.name}, place ${read.seq}: ${read.content}`);
