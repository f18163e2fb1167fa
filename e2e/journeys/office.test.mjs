// (i) A year in the office: the class list comes in, codes go home, a judge decides, a module goes off. Each of it is felt at once by the
// families whom it concerns, and is in the audit log.

import assert from 'node:assert/strict';

import { addChildWithCode, signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { PASSWORD, send } from '../harness/school.mjs';
import { className, entry, openConversation, write } from '../harness/thread.mjs';
import { eventually } from '../harness/wait.mjs';

const LIST = ['Nom;Prénom;Classe;Numéro', 'Dupont;Louis;P3;N001', 'Claes;Noor;P3;N002'].join('\r\n');
const REASON = 'Jugement du 12 octobre';

scenario('A class list comes in, its slips go home, and a judge’s decision closes the conversation at once', async (stage) => {
    const school = await stage.school();
    const office = await stage.desk(school.server, { name: 'Nadia' });
    await signIn(office, school.headEmail, '/ecole/importer');
    await importList(office, LIST);
    const code = await slipOf(office, 'Louis Dupont');

    const marie = await school.parent('Marie', 'Dupont');
    const desk = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(desk, marie.email, '/profil');
    await addChildWithCode(desk, { code, child: 'Louis' });
    await openConversation(desk, className(desk));

    await office.goto('/ecole/enfants');
    await office.page.getByRole('link', { name: `${office.say('child-open')} Louis Dupont` }).click();
    await restrict(office, 'Marie');
    // The page that was open asks again what it may not see any more.
    desk.tolerates(/answer: 404/);
    await desk.text('messages-left-told', { name: className(desk) }).waitFor({ timeout: 3_000 });
    assert.deepEqual((await marie.api.get('/conversations')).items, []);

    await office.goto('/ecole/journal');
    const line = office.page.getByRole('listitem').filter({ hasText: office.say('act-link-restricted') });
    await line.getByText(REASON).waitFor();
    await line.getByText('Nadia Peeters').waitFor();
    for (const act of ['act-list-imported', 'act-codes-made', 'act-child-opened']) {
        await office.page.getByRole('listitem').getByText(office.say(act)).first().waitFor();
    }
});

scenario('What the school switches off ends in every open window at once, and comes back with everything in it', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont');
    const anna = await school.parentWithChild('Anna', 'Claes', { child: 'Noor' });
    const { id } = await marie.api.post('/conversations/direct', { account_id: anna.id });
    await send(anna.api, id, 'Vous venez à la fancy-fair ?');
    const desk = await stage.desk(school.server, { name: 'Marie' });
    await signIn(desk, marie.email);
    await openConversation(desk, 'Anna Claes');

    const office = await stage.desk(school.server, { name: 'Nadia' });
    await signIn(office, school.headEmail, '/ecole/reglages');
    await switchOff(office, 'module-direct');
    // No new ones at once; what was written can still be read, and not answered.
    await desk.find('link', 'messages-new').waitFor({ state: 'detached', timeout: 3_000 });
    await desk.text('messages-direct-off').waitFor({ timeout: 3_000 });
    await desk.page.getByText('Vous venez à la fancy-fair ?').last().waitFor();
    assert.equal(await desk.find('button', 'messages-send').count(), 0);
    await office.page.getByRole('button', { name: `${office.say('module-switch-on')} ${office.say('module-direct')}`, exact: true }).click();
    await desk.find('link', 'messages-new').waitFor({ timeout: 3_000 });
    await write(desk, 'Anna Claes', 'Avec plaisir !');
    await eventually('Anna has the answer', async () => (await anna.api.get(`/conversations/${id}/messages`)).items.length === 2);

    // What was open asks again for what is not there any more.
    desk.tolerates(/answer: 404/);
    office.tolerates(/answer: 404/);
    await switchOff(office, 'module-messaging');
    await entry(desk, 'nav-messages').waitFor({ state: 'detached', timeout: 3_000 });
    await desk.find('heading', 'messages-left-title').waitFor();
});

// Looks at the list, then imports it.
async function importList(desk, text) {
    await desk.field('import-file').setInputFiles({ name: 'classes.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await desk.text('import-ready', { count: 2 }).waitFor();
    await desk.find('button', 'import-apply').click();
    await desk.text('import-done', { count: 2 }).waitFor();
}

// Makes a slip for each child of P3, and reads the code of one.
async function slipOf(desk, child) {
    await desk.find('link', 'slips-title').click();
    await desk.field('child-class').selectOption({ label: 'P3' });
    await desk.field('slips-per-child').selectOption('1');
    await desk.find('button', 'slips-make').click();
    await desk.text('slips-made', { count: 2 }).waitFor();
    const slip = desk.page.getByRole('article').filter({ hasText: child });
    return (await slip.locator('.secret-code').textContent()).trim();
}

// As if an hour had gone by since the password was typed: the page asks for it once more, and goes on by itself.
async function restrict(desk, firstName) {
    desk.tolerates(/answer: 401/);
    const body = { type: '/api/problems/reauth', title: 'Prove it', status: 401, code: 'reauth', instance: '0197-3f5a' };
    const refusal = { status: 401, contentType: 'application/problem+json', body: JSON.stringify(body) };
    await desk.page.route('**/restrict', (route) => route.fulfill(refusal), { times: 1 });
    await desk.page.getByRole('button', { name: `${desk.say('restrict')} ${firstName}`, exact: true }).click();
    const dialog = desk.dialog('restrict');
    await desk.field('reason', dialog).fill(REASON);
    await dialog.getByRole('button', { name: desk.say('restrict'), exact: true }).click();
    await desk.field('form-password', desk.dialog('prove-title')).fill(PASSWORD);
    await desk.find('button', 'prove-action').click();
    await desk.text('guardian-restricted').waitFor();
}

async function switchOff(desk, module) {
    await desk.page.getByRole('button', { name: `${desk.say('module-switch-off')} ${desk.say(module)}`, exact: true }).click();
    await desk.dialog('module-off-title').getByRole('button', { name: desk.say('module-switch-off'), exact: true }).click();
    await desk.text('module-is-off', { module: desk.say(module) }).waitFor();
}
