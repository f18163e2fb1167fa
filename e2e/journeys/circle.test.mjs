// (q) What each decides: Jean cannot write to Marie any more and she does not see him type; a muted conversation is counted nowhere, an
// archived one comes back with the next message.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation, send } from '../harness/school.mjs';
import { className, column, composer, inList } from '../harness/thread.mjs';
import { eventually } from '../harness/wait.mjs';

/** Opens the menu of a conversation in the list, and presses one of its lines. */
async function choose(desk, title, line) {
    await desk.find('button', 'circle-menu', { name: title }).click();
    await desk.page.getByRole('dialog').getByRole('button', { name: desk.say(line), exact: true }).click();
}

scenario('A block closes the direct conversation to both, and is taken back on the page of the settings', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const me = await marie.api.get('/me');
    const direct = await jean.api.post('/conversations/direct', { account_id: me.id });
    await send(jean.api, direct.id, 'Bonjour Marie');

    const his = await stage.desk(school.server, { name: 'Jean' });
    await signIn(his, jean.email, `/messages/${direct.id}`);
    await composer(his, marie.name).waitFor();
    const hers = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(hers, marie.email, '/messages');
    await choose(hers, jean.name, 'circle-block');
    await hers.text('circle-block-done').waitFor();

    // his page says so by itself, without saying why
    await composer(his, marie.name).waitFor({ state: 'detached' });
    await column(his, marie.name).getByText('Bonjour Marie', { exact: true }).waitFor();

    await hers.goto('/reglages/messages');
    await hers.find('button', 'circle-unblock-who', { name: jean.name }).click();
    await hers.text('circle-blocked-none').waitFor();
    await composer(his, marie.name).waitFor();
});

scenario('Somebody of another class is found by name in a shared room, asked, and then written to', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma', level: 'P5' });
    const shared = await school.head.post('/conversations', { kind: 'public', title: 'Fancy-fair' });
    for (const parent of [marie, jean]) await parent.api.post(`/rooms/${shared.slug}/join`);

    const hers = await stage.desk(school.server, { name: 'Marie', width: 320 });
    await signIn(hers, marie.email, '/messages/nouveau');
    await hers.page.getByRole('searchbox', { name: hers.say('messages-people-search') }).fill('dubois');
    await hers.find('heading', 'messages-beyond').waitFor();
    await hers.find('button', 'messages-beyond-ask-who', { name: jean.name }).click();
    const asking = hers.find('dialog', 'messages-beyond-ask-who', { name: jean.name });
    await hers.field('circle-ask-note', asking).fill('La maman de Louis');
    await asking.getByRole('button', { name: hers.say('circle-ask-send'), exact: true }).click();
    await hers.text('messages-beyond-asked').waitFor();
    await hers.text('messages-beyond-waits').waitFor();

    const his = await stage.desk(school.server, { name: 'Jean' });
    await signIn(his, jean.email, '/reglages/messages');
    await his.page.getByText('La maman de Louis').waitFor();
    await his.find('button', 'circle-accept-who', { name: marie.name }).click();
    await hers.page.reload();
    await hers.page.getByRole('searchbox', { name: hers.say('messages-people-search') }).fill('dubois');
    await hers.page.getByRole('button', { name: new RegExp(jean.name) }).click();
    await composer(hers, jean.name).waitFor();
});

scenario('Quiet hours are set on the page of the settings, and shown to whoever writes', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const direct = await jean.api.post('/conversations/direct', { account_id: marie.id });
    const hers = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(hers, marie.email, '/reglages/messages');
    await hers.field('circle-quiet-from').fill('00:00');
    await hers.field('circle-quiet-to').fill('23:59');
    await hers.find('button', 'action-save').click();
    await hers.text('circle-quiet-set', { from: '00:00', to: '23:59' }).waitFor();

    const his = await stage.desk(school.server, { name: 'Jean' });
    await signIn(his, jean.email, `/messages/${direct.id}`);
    await his.page.locator('.pace-line').getByText(/23.59/).waitFor();

    const box = hers.page.getByRole('checkbox', { name: new RegExp(hers.say('circle-quiet-on')) });
    await box.uncheck();
    await hers.text('circle-quiet-never').waitFor();
    assert.equal(await hers.field('circle-quiet-from').count(), 0);
    await his.page.reload();
    await composer(his, marie.name).waitFor();
    await eventually('the hours are read again', async () => (await his.page.locator('.pace-line').getByText(/23.59/).count()) === 0);
    await box.check();
    await hers.text('circle-quiet-set', { from: '20:00', to: '07:00' }).waitFor();
});

scenario('A muted conversation is counted nowhere, and an archived one comes back with the next message', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id } = await classConversation(jean.api, 'P3');
    const desk = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(desk, marie.email, '/messages');
    const p3 = className(desk);
    await send(jean.api, id, 'un');
    const inTitle = (number) => eventually(`${number} in the title`, async () => {
        const title = await desk.page.title();
        return number === 0 ? !title.startsWith('(') : title.startsWith(`(${number})`);
    });
    await inTitle(1);

    await choose(desk, p3, 'circle-mute-always');
    await inTitle(0);
    // and the way back
    await desk.find('button', 'action-undo').click();
    await inTitle(1);

    await choose(desk, p3, 'circle-archive-it');
    await inList(desk, p3).waitFor({ state: 'detached' });
    await desk.page.getByRole('button', { name: new RegExp(`^${desk.say('circle-archive')}`) }).click();
    await inList(desk, p3).waitFor();
    await desk.find('button', 'circle-archive-leave').click();
    await send(jean.api, id, 'deux');
    await inList(desk, p3).waitFor();
    assert.equal(await desk.page.getByRole('button', { name: new RegExp(`^${desk.say('circle-archive')}`) }).count(), 0);
});
