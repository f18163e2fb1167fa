// Two parents of one class: Marie writes over her socket, Jean hears it over his.
//
//     npm ci
//     node main.js http://localhost:8000
//
// The frames are described in openapi/asyncapi.json, which a server serves as /api/asyncapi.json.

import { randomUUID } from 'node:crypto';

import WebSocket from 'ws';

const [server = 'http://localhost:8000'] = process.argv.slice(2);

/** A call of the API; a problem ends the program. */
async function call(method, path, { token, body } = {}) {
    const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(`${server}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${said.code} (${said.instance}): ${said.detail ?? said.title}`);
    return said;
}

/** Somebody's open socket: `say` sends a frame, `hear` waits for the first one of a type that fits. */
class Socket {
    #heard = [];
    #waiting = [];

    static async open(token) {
        const socket = new Socket();
        socket.stream = new WebSocket(`${server.replace('http', 'ws')}/ws`);
        socket.stream.on('message', (text) => socket.#take(JSON.parse(text)));
        // 4401: the session has ended; 4008: too slow; 1012: the server restarts. A real client comes back after a moment.
        socket.stream.on('close', (code) => socket.#end(new Error(`closed with ${code}`)));
        await new Promise((opened, failed) => socket.stream.on('open', opened).on('error', failed));
        // without a cookie or a header, the first frame says who it is, within five seconds
        socket.say({ type: 'authentication', token });
        await socket.hear('authenticated');
        return socket;
    }

    say(frame) {
        this.stream.send(JSON.stringify(frame));
    }

    hear(type, fits = () => true) {
        const isMeant = (frame) => frame.type === type && fits(frame);
        const heard = this.#heard.find(isMeant);
        return heard ?? new Promise((heard, failed) => this.#waiting.push({ isMeant, heard, failed }));
    }

    close() {
        this.#waiting = [];
        this.stream.close();
    }

    #take(frame) {
        if (frame.type === 'error') this.#end(new Error(`${frame.code}: ${frame.detail ?? ''}`));
        this.#heard.push(frame);
        this.#waiting.filter(({ isMeant }) => isMeant(frame)).forEach(({ heard }) => heard(frame));
        this.#waiting = this.#waiting.filter(({ isMeant }) => !isMeant(frame));
    }

    #end(why) {
        this.#waiting.splice(0).forEach(({ failed }) => failed(why));
    }
}

const { accounts } = await call('GET', '/demo');
const parents = accounts.filter(({ role, classes }) => role === 'parent' && classes.includes('P3'));
const [marie, jean] = await Promise.all(
    parents.slice(0, 2).map(async ({ id }) => (await call('POST', '/demo/login', { body: { account: id } })).access_token),
);

const rooms = await call('GET', '/conversations', { token: marie });
const room = rooms.items.find(({ class: of }) => of?.name === 'P3');
const [writer, listener] = await Promise.all([Socket.open(marie), Socket.open(jean)]);

// the number makes a repeated frame act once: after a cut, send it again and the message is there once
const client_msg_id = randomUUID();
writer.say({ type: 'message', conversation_id: room.id, content: 'Bonjour du socket !', client_msg_id });
const isIt = ({ message }) => message.client_msg_id === client_msg_id;
const [{ message: own }, { message: theirs }] = await Promise.all([
    // the writer hears it as well: it is stored, and this is its place
    writer.hear('message', isIt),
    listener.hear('message', isIt),
]);
if (own.id !== theirs.id) throw new Error('one message, one id');
// a client that sees a hole in the places asks GET /conversations/{conversation}/messages?after_seq= for what it missed
console.log(`P3, place ${theirs.seq}: ${theirs.content}`);
writer.close();
listener.close();
