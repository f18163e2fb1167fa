// A small school for a test: a head of school who lets families in, classes, children with their codes.

import { randomUUID } from 'node:crypto';

import { Api } from './api.mjs';
import { Server } from './server.mjs';
import { eventually } from './wait.mjs';
import { linkIn } from './mails.mjs';

/** The password of everybody in these tests. */
export const PASSWORD = 'quatre moutons verts';

/** The code that registers a parent. */
export const SCHOOL_CODE = 'EVERE-2026';

const HEAD = 'nadia.peeters@ecole.example';

/** A server with a school that has a head and no families yet. */
export class School {
    /** Opens it. */
    static async open(settings = {}) {
        const school = new School();
        school.server = await Server.started({ prepare: found, settings });
        school.head = await Api.signedIn(school.server.origin, HEAD, PASSWORD);
        return school;
    }

    /** E-mail address of the head of school. */
    get headEmail() {
        return HEAD;
    }

    /** Enrols a child in a class such as `P3`. */
    async enrol(firstName, lastName, level = 'P3') {
        this.classes ??= (await this.head.get('/classes?limit=100')).items;
        const { id } = this.classes.find((one) => one.name === level || one.level === level);
        return this.head.post('/school/children', { first_name: firstName, last_name: lastName, class_id: id });
    }

    /** Enrols a child and makes its one-time code. */
    async enrolWithCode(firstName, lastName, level = 'P3') {
        const child = await this.enrol(firstName, lastName, level);
        return (await this.head.post(`/school/children/${child.id}/codes`)).code;
    }

    /** A parent who has registered, without a browser: `{ email, api, ... }`. */
    async parent(firstName, lastName, { locale = 'fr' } = {}) {
        const { origin } = this.server;
        const email = `${firstName}.${lastName}.${randomUUID().slice(0, 8)}@ecole.example`.toLowerCase();
        const body = { email, password: PASSWORD, first_name: firstName, last_name: lastName, locale, code: SCHOOL_CODE };
        await new Api(origin).post('/register', body);
        const token = new URL(linkIn(await this.server.mailTo(email))).searchParams.get('token');
        const signed = await new Api(origin).post('/verify-email', { token, password: PASSWORD, session: 'bearer' });
        return { firstName, lastName, email, name: `${firstName} ${lastName}`, id: signed.account_id, api: new Api(origin, signed.access_token) };
    }

    /** A parent with a confirmed child in a class. */
    async parentWithChild(firstName, lastName, { child = 'Louis', level = 'P3', locale = 'fr' } = {}) {
        const parent = await this.parent(firstName, lastName, { locale });
        const code = await this.enrolWithCode(child, lastName, level);
        parent.child = await parent.api.post('/children', { code, relationship: 'parent' });
        return parent;
    }

    /** Ends the server. */
    close() {
        return this.server.stop();
    }
}

/** The class conversation of somebody, once it is there. */
export function classConversation(api, name) {
    return eventually(`the conversation of ${name}`, async () => {
        const { items } = await api.get('/conversations?limit=100');
        return items.find((one) => one.class?.name === name);
    });
}

/** Sends a message through the API. */
export function send(api, conversation, content) {
    return api.post(`/conversations/${conversation}/messages`, { content, client_msg_id: randomUUID() });
}

async function found(server) {
    await server.cli(['school', 'create', '--name', 'École du Test', '--locality', 'Evere', '--registration', 'code', '--code', SCHOOL_CODE]);
    await server.cli(['user', 'create-admin', '--email', HEAD, '--first-name', 'Nadia', '--last-name', 'Peeters'], PASSWORD);
}
