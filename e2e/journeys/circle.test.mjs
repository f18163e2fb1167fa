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
