// Who sees the screens: people of the demo school, and two who have just arrived there.

import { randomUUID } from 'node:crypto';

import { Api } from './api.mjs';
import { Desk } from './browser.mjs';
import { linkIn } from './mails.mjs';
import { document, photo } from './pictures.mjs';
import { PASSWORD } from './school.mjs';
import { Server } from './server.mjs';

/** The demo school with its cast. */
export class Cast {
    /** Starts the demo school and lets everybody in. */
    static async assembled() {
        const cast = new Cast();
        cast.server = await Server.started({ prepare: (server) => server.cli(['demo']) });
        const { origin } = cast.server;
        cast.demo = await new Api(origin).get('/demo');
        cast.registrationCode = cast.demo.registration_code;
        const parent = cast.demo.accounts.find(({ email }) => email.startsWith('marie.')) ?? cast.demo.accounts.find(({ role }) => role === 'parent');
        const head = cast.demo.accounts.find(({ role }) => role === 'direction') ?? cast.demo.accounts.find(({ role }) => role === 'admin');
        cast.people = { parent: { account: parent.id }, head: { account: head.id } };
        await cast.meet(await Api.demo(origin, parent.name));
        await cast.offer(await Api.demo(origin, parent.name));
        await cast.lookUp(await Api.demo(origin, head.name), parent.name);
        await cast.report(await Api.demo(origin, parent.name), await Api.demo(origin, head.name));
        await cast.readAnnouncements(await Api.demo(origin, head.name));
        await cast.arrive();
        return cast;
    }

    /** Finds the conversations and the child of the parent. */
    async meet(api) {
        const { items } = await api.get('/conversations?limit=100');
        const room = items.find((one) => one.class?.name.startsWith('P3')) ?? items.find((one) => one.class);
        const direct = items.find((one) => one.other);
        this.classRoom = room.id;
        this.className = room.class.name;
        this.directRoom = direct.id;
        this.directTitle = `${direct.other.first_name} ${direct.other.last_name}`;
        const [child] = (await api.get('/children')).items;
        this.child = child.id;
        this.childName = `${child.first_name} ${child.last_name}`;
        const parents = (await api.get('/users/list?limit=100')).items.filter(({ role, classes }) => role === 'parent' && classes.length > 0);
        const members = parents.slice(0, 4).map(({ id }) => id);
        const group = { kind: 'group', title: 'Stand de crêpes', description: 'Qui fait quoi à la fancy-fair', members };
        this.group = (await api.post('/conversations', group)).id;
        const trip = { kind: 'group', title: 'Sortie au musée', members };
        this.album = (await api.post('/conversations', trip)).id;
        const cover = await api.upload(photo('musée.png', 2));
        await api.put(`/conversations/${this.album}/picture`, { file_id: cover.id });
        for (const [content, files] of [
            ['On y est !', [photo('entrée.png')]],
            ['', [photo('dinosaure.png', 1), photo('groupe.png', 2), photo('retour.png', 3)]],
            ['Le programme et la liste du matériel, à lire avant jeudi', [document('Programme de la sortie au musée des sciences naturelles.pdf'), document('matériel.pdf')]],
        ]) {
            const attachments = [];
            for (const file of files) attachments.push((await api.upload(file)).id);
            await api.post(`/conversations/${this.album}/messages`, { content, client_msg_id: randomUUID(), attachments });
        }
    }

    /** The parent offers something, and asks for something. */
    async offer(api) {
        const offer = { kind: 'offer', title: 'Aide aux devoirs de maths, du calcul mental aux fractions', category: 'devoirs' };
        const more = { description: 'Niveau primaire.\n\nChez vous ou à la bibliothèque.', availability: 'Mercredi après-midi', place: 'Evere', languages: ['fr', 'nl'] };
        this.offered = (await api.post('/sel/services', { ...offer, ...more })).id;
        await api.post('/sel/services', { kind: 'request', title: 'Trajet vers la piscine', category: 'transport', fixed_units: 30 });
    }

    /** The parent reports what another parent wrote in the room of the class, and the office finds it in its queue. */
    async report(parent, head) {
        const me = await parent.get('/me');
        const { items } = await parent.get(`/conversations/${this.classRoom}/messages?limit=100`);
        const said = items.findLast((one) => one.sender_role === 'parent' && one.sender_id !== me.id && one.message_type === 'text' && !one.deleted_at);
        await parent.post(`/conversations/${this.classRoom}/messages/${said.id}/reports`, { reason: 'insult', note: 'Ce n’est pas la première fois.' });
        this.reported = (await head.get('/moderation/reports?status=open')).items[0].id;
    }

    /** Finds for the office the membership of the parent, and a child that an adult is kept from. */
    async lookUp(api, name) {
        const { items } = await api.get('/school/children?q=Oscar');
        this.restrictedChild = items[0].id;
        const staff = (await api.get('/users/list?limit=100')).items.filter(({ role }) => role === 'teacher');
        const council = { kind: 'group', title: 'Conseil de classe', staff_only: true, members: staff.slice(0, 3).map(({ id }) => id) };
        this.staffRoom = (await api.post('/conversations', council)).id;
        this.salon = (await api.post('/conversations', { kind: 'public', title: 'Fancy-fair 2027', description: 'Idées, coups de main, matériel' })).slug;
        this.member = (await api.get(`/memberships?q=${encodeURIComponent(name)}`)).items[0].id;
    }

    /** Finds what the school has made known: something for all, something to answer, something that waits for the direction. */
    async readAnnouncements(api) {
        const { items } = await api.get('/announcements?limit=100');
        const { items: waiting } = await api.get('/announcements?state=waiting');
        const id = (words) => items.find(({ title }) => title.startsWith(words)).id;
        this.announcements = { holidays: id('Congés'), trip: id('Sortie'), waiting: waiting[0].id };
    }

    /** A newcomer without children, and a claimant whose child the school has not confirmed yet. */
    async arrive() {
        const newcomer = await this.register('Amélie', 'Vandenberghe-Okonkwo');
        const claimant = await this.register('Samira', 'El Amrani');
        const classes = (await claimant.api.get('/classes?limit=100')).items;
        const p3 = classes.find(({ level }) => level === 'P3');
        const claimed = await claimant.api.post('/children', { first_name: 'Yasmine', last_name: 'El Amrani', class_id: p3.id, relationship: 'parent' });
        this.claimed = claimed.id;
        const [contact] = (await claimant.api.get('/users/list?limit=100')).items;
        this.emptyRoom = (await claimant.api.post('/conversations/direct', { account_id: contact.id })).id;
        this.emptyTitle = `${contact.first_name} ${contact.last_name}`;
        Object.assign(this.people, { newcomer, claimant });
    }

    async register(firstName, lastName) {
        const { origin } = this.server;
        const email = `${randomUUID().slice(0, 8)}@example.be`;
        const body = { email, password: PASSWORD, first_name: firstName, last_name: lastName, locale: 'fr', code: this.registrationCode };
        await new Api(origin).post('/register', body);
        const token = new URL(linkIn(await this.server.mailTo(email))).searchParams.get('token');
        const signed = await new Api(origin).post('/verify-email', { token, password: PASSWORD, session: 'bearer' });
        return { email, api: new Api(origin, signed.access_token) };
    }

    /** A desk where a screen is shown in its state. */
    async at(browser, screen, options = {}) {
        const desk = await Desk.open(browser, { origin: this.server.origin, name: screen.who, ...options });
        desk.tolerates(...(screen.faults ?? []));
        try {
            await this.enter(desk, screen.who);
            // As if chosen on this device: the demo accounts have languages of their own.
            await desk.context.addInitScript((language) => localStorage.setItem('ecolehub.language', language), desk.language);
            await screen.before?.(desk, this);
            await desk.goto(typeof screen.path === 'function' ? screen.path(this) : screen.path);
            await screen.show?.(desk, this);
            await desk.page.evaluate(() => document.fonts.ready.then(() => undefined));
        } catch (error) {
            await desk.close();
            throw error;
        }
        return desk;
    }

    // Signs in as the page would, without the page.
    async enter(desk, who) {
        if (!who) return;
        const person = this.people[who];
        const [path, body] = person.account
            ? ['/demo/login', { account: person.account }]
            : ['/login', { email: person.email, password: PASSWORD }];
        const answer = await desk.context.request.post(`/api/v1${path}`, {
            data: { ...body, session: 'cookie' },
            headers: { 'x-ecolehub-client': 'web' },
        });
        if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    }

    /** Ends the server. */
    close() {
        return this.server.stop();
    }
}
