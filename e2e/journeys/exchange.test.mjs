// The time bank in two browsers: somebody asks for an hour, the other one accepts, both balances move without a click; what is pressed twice or
// answered into the void moves once; and the limit is explained before anything is sent.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { eventually } from '../harness/wait.mjs';

const OFFER = { kind: 'offer', title: 'Aide aux devoirs de maths', category: 'devoirs', description: 'Niveau primaire.' };

/** A call that moves units has its key. */
async function propose(parent, body) {
    const answer = await fetch(`${parent.api.origin}/api/v1/sel/transactions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${parent.api.token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: JSON.stringify(body),
    });
    assert.equal(answer.status, 201, await answer.text());
}


/** Waits until a desk shows a balance. */
async function shows(desk, units) {
    await desk.page.locator('.balance-now strong', { hasText: new RegExp(`^${units}$`) }).waitFor();
}

/** Marie and Jean, whose offer is there; both have 120 minutes. */
async function two(stage) {
    const school = await stage.school();
    const [marie, jean] = [await school.parent('Marie', 'Dupont'), await school.parent('Jean', 'Dubois')];
    const offer = await jean.api.post('/sel/services', OFFER);
    return { school, marie, jean, offer };
}

scenario('Marie asks Jean for 60 minutes; he accepts, and both balances move without a click', async (stage) => {
    const { school, marie, jean } = await two(stage);
    const phone = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(phone, marie.email);
    await shows(phone, 120);
    const desk = await stage.desk(school.server, { name: 'Jean', width: 1280 });
    await signIn(desk, jean.email);
    await shows(desk, 120);

    await phone.page.getByRole('navigation').getByRole('link', { name: phone.say('nav-exchange') }).click();
    await phone.page.getByRole('link', { name: OFFER.title }).click();
    await phone.find('button', 'sel-demand').click();
    const sheet = phone.find('dialog', 'sel-sheet-title', { name: 'Jean' });
    await phone.text('sel-sheet-mine', { now: '120', after: '60' }).waitFor();
    await phone.find('button', 'sel-sheet-send').click();
    await phone.text('sel-sheet-sent').waitFor();
    await sheet.waitFor({ state: 'detached' });

    // Without a click: the proposal on the dashboard of Jean, who accepts it where it stands.
    await desk.page.getByText(desk.say('sel-gives', { name: 'Marie', units: '60' })).first().waitFor();
    await desk.page.getByRole('button', { name: new RegExp(`^${desk.say('sel-accept')}`) }).click();
    await shows(desk, 180);

    // Without a click: the balance of Marie.
    await phone.find('link', 'sel-exchanges').click();
    await shows(phone, 60);
    await phone.page.locator('.statement-units', { hasText: '−60' }).waitFor();
    await phone.page.locator('.statement-balance', { hasText: '60' }).first().waitFor();
});

scenario('Pressed twice, and answered into the void, an exchange is proposed once', async (stage) => {
    const { school, marie, offer } = await two(stage);
    const desk = await stage.desk(school.server, { name: 'Marie' });
    desk.tolerates(/ERR_/, /console: Failed to load/);
    await signIn(desk, marie.email, `/entraide/${offer.id}`);
    await desk.find('button', 'sel-demand').click();
    // The first answer gets lost after the server has done the work.
    let lost = 0;
    await desk.context.route('**/api/v1/sel/transactions', async (route) => {
        if (route.request().method() !== 'POST' || lost > 0) return route.continue();
        lost += 1;
        await route.fetch();
        return route.abort('connectionreset');
    });
    await desk.text('sel-sheet-mine', { now: '120', after: '60' }).waitFor();
    await desk.find('button', 'sel-sheet-send').dblclick();
    await desk.text('sel-sheet-sent').waitFor();
    assert.equal(lost, 1);
    const proposed = await marie.api.get('/sel/transactions');
    assert.equal(proposed.items.length, 1 + (proposed.items.some((one) => one.kind === 'opening') ? 1 : 0), JSON.stringify(proposed.items));
    const { reserved } = await marie.api.get('/sel/balance');
    assert.equal(reserved, 60, 'set aside once');
});

scenario('Past the limit the sheet says why, and nothing is sent; in Dutch as well', async (stage) => {
    const { school, marie, jean, offer } = await two(stage);
    await propose(marie, { to: jean.id, units: 400, description: 'Reserve' });
    const desk = await stage.desk(school.server, { name: 'Marie', language: 'nl', width: 320 });
    let sent = 0;
    await desk.context.route('**/api/v1/sel/transactions', (route) => {
        if (route.request().method() === 'POST') sent += 1;
        return route.continue();
    });
    await signIn(desk, marie.email, `/entraide/${offer.id}`);
    await desk.find('button', 'sel-demand').click();
    await desk.text('sel-payer-limit', { limit: '−300', after: '−340' }).waitFor();
    assert.equal(await desk.find('button', 'sel-sheet-send').isDisabled(), true);
    assert.equal(sent, 0);
    // What fits is sent.
    await desk.field('sel-sheet-units').fill('20');
    await desk.text('sel-sheet-mine', { now: '120', after: '100' }).waitFor();
    await desk.find('button', 'sel-sheet-send').click();
    await desk.text('sel-sheet-sent').waitFor();
    await eventually('what is set aside', async () => (await marie.api.get('/sel/balance')).reserved === 420 || undefined);
});

scenario('An offer is written with a preview, asked about in a conversation that says what it is about', async (stage) => {
    const school = await stage.school();
    const [marie, jean] = [await school.parent('Marie', 'Dupont'), await school.parent('Jean', 'Dubois')];
    const desk = await stage.desk(school.server, { name: 'Jean' });
    await signIn(desk, jean.email, '/entraide');
    await desk.find('button', 'sel-new-offer').click();
    await desk.field('sel-field-title').fill('Tartes aux pommes');
    await desk.field('sel-category').selectOption('cuisine');
    await desk.page.getByRole('region', { name: desk.say('sel-preview') }).getByText('Tartes aux pommes').waitFor();
    await desk.find('button', 'action-save').click();
    await desk.page.getByRole('link', { name: 'Tartes aux pommes' }).waitFor();

    const phone = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(phone, marie.email, '/entraide');
    await phone.page.getByRole('link', { name: 'Tartes aux pommes' }).click();
    await phone.page.getByRole('button', { name: new RegExp(`^${phone.say('sel-message')} `) }).click();
    await phone.text('messages-about-service').waitFor();
    await phone.page.locator('.composer textarea').fill('Pour samedi ?');
    await phone.find('button', 'messages-send').click();
    await phone.page.locator('.bubble a', { hasText: 'Tartes aux pommes' }).waitFor();
});
