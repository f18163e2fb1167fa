// What is being written survives: a reload, a session that is over, a network that goes away.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { PASSWORD, classConversation, send } from '../harness/school.mjs';
import { scenario } from '../harness/scenario.mjs';
import { arrives, className, column, composer, inList, openConversation, write } from '../harness/thread.mjs';

const DRAFT = 'Je voulais encore dire que';

scenario('A draft survives a reload, each conversation its own', async (stage) => {
    const { desk, p3 } = await atTheirClass(stage);
    await composer(desk, p3).fill(DRAFT);
    await desk.page.reload();
    await column(desk, p3).waitFor();
    assert.equal(await composer(desk, p3).inputValue(), DRAFT);
    await desk.page.goto('/messages');
    await inList(desk, desk.say('messages-draft', { text: DRAFT })).waitFor();
});

scenario('A session that is over keeps what was being written, and sends it after signing in again', async (stage) => {
    const { desk, p3, parent } = await atTheirClass(stage);
    desk.tolerates(/401/, /WebSocket/);
    await composer(desk, p3).fill(DRAFT);
    const sessions = (await parent.api.get('/me/sessions')).items;
    await parent.api.delete(`/me/sessions/${sessions.find(({ kind }) => kind === 'cookie').id}`);
    // The open socket is closed by the server: the page asks without a click.
    const dialog = desk.dialog('expired-title');
    await dialog.waitFor({ timeout: 5_000 });
    await desk.field('form-password', dialog).fill(PASSWORD);
    await dialog.getByRole('button', { name: desk.say('sign-in-action'), exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await composer(desk, p3).inputValue(), DRAFT);
    await desk.find('button', 'messages-send').click();
    await column(desk, p3).getByText(DRAFT, { exact: true }).waitFor();
    await desk.text('messages-sent').first().waitFor();
});

scenario('Without a network the page says so, stays readable, and sends when the network is back', async (stage) => {
    const { desk, p3, school, parent } = await atTheirClass(stage);
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id } = await classConversation(parent.api, 'P3');
    await send(jean.api, id, 'Avant la coupure');
    await arrives(desk, p3, 'Avant la coupure');
    desk.tolerates(/ERR_INTERNET_DISCONNECTED|WebSocket/);
    await desk.context.setOffline(true);
    const banner = desk.page.getByRole('status').filter({ hasText: desk.say('offline', { time: '|' }).split('|')[0].trim() });
    await banner.waitFor();
    await column(desk, p3).getByText('Avant la coupure', { exact: true }).waitFor();
    await write(desk, p3, 'Écrit pendant la coupure');
    await column(desk, p3).getByText('Écrit pendant la coupure', { exact: true }).waitFor();
    await send(jean.api, id, 'Pendant ce temps');
    await desk.context.setOffline(false);
    await arrives(desk, p3, 'Pendant ce temps');
    await banner.waitFor({ state: 'detached' });
    await desk.text('messages-sent').last().waitFor();
    const { items } = await jean.api.get(`/conversations/${id}/messages`);
    assert.equal(items.filter(({ content }) => content === 'Écrit pendant la coupure').length, 1);
});

async function atTheirClass(stage) {
    const school = await stage.school();
    const parent = await school.parentWithChild('Marie', 'Dupont');
    const desk = await stage.desk(school.server, { name: 'Marie' });
    await signIn(desk, parent.email);
    await openConversation(desk, className(desk));
    return { desk, school, parent, p3: className(desk) };
}
