// Two tabs of one browser: they share what is begun and what waits, and neither loses or doubles anything of the other.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation } from '../harness/school.mjs';
import { className, column, composer, write } from '../harness/thread.mjs';
import { eventually } from '../harness/wait.mjs';

/** Marie with two tabs at the conversation of the class, and a direct conversation with Jean. */
async function twoTabs(stage) {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id: room } = await classConversation(marie.api, 'P3');
    const { id: direct } = await marie.api.post('/conversations/direct', { account_id: jean.id });
    const one = await stage.desk(school.server, { name: 'Marie' });
    await signIn(one, marie.email, `/messages/${room}`);
    const other = await one.tab();
    await other.goto(`/messages/${room}`);
    const p3 = className(one);
    await composer(one, p3).waitFor();
    await composer(other, p3).waitFor();
    return { marie, jean, room, direct, p3, one, other };
}

const holds = (desk, title, text) =>
    eventually(`the field of ${title} holds “${text}”`, async () => (await composer(desk, title).inputValue()) === text);

scenario('What is begun in one tab goes on in the other, and each conversation keeps its own', async (stage) => {
    const { jean, direct, p3, one, other } = await twoTabs(stage);
    await composer(one, p3).fill('Est-ce que');
    await holds(other, p3, 'Est-ce que');
    await composer(other, p3).fill('Est-ce que Louis');
    await holds(one, p3, 'Est-ce que Louis');

    // Another conversation in the other tab: neither writes over the draft of the other.
    await other.goto(`/messages/${direct}`);
    await composer(other, jean.name).fill('Bonjour Jean');
    await composer(one, p3).fill('Est-ce que Louis vient ?');
    for (const desk of [one, other]) await desk.page.reload();
    await holds(one, p3, 'Est-ce que Louis vient ?');
    await holds(other, jean.name, 'Bonjour Jean');

    // Sent in one, it waits in neither.
    const third = await one.tab();
    await third.goto(new URL(one.page.url()).pathname);
    await holds(third, p3, 'Est-ce que Louis vient ?');
    await one.find('button', 'messages-send').click();
    await column(third, p3).getByText('Est-ce que Louis vient ?', { exact: true }).waitFor();
    await holds(third, p3, '');
});

scenario('What two tabs write without a network is sent once each, even when one tab is closed', async (stage) => {
    const { marie, room, p3, one, other } = await twoTabs(stage);
    one.tolerates(/ERR_|WebSocket|net::/);
    await one.context.setOffline(true);
    await write(one, p3, 'Du premier onglet');
    await write(other, p3, 'Du second onglet');
    for (const desk of [one, other]) {
        for (const text of ['Du premier onglet', 'Du second onglet']) {
            await column(desk, p3).getByText(text, { exact: true }).waitFor();
        }
    }
    await other.page.close();
    await one.context.setOffline(false);
    const stored = await eventually('both are there', async () => {
        const { items } = await marie.api.get(`/conversations/${room}/messages`);
        return items.length >= 2 && items.map(({ content }) => content);
    }, 30_000);
    assert.deepEqual(stored, ['Du premier onglet', 'Du second onglet']);
    await one.text('messages-sent').last().waitFor();
    // Nothing waits any more for the next visit.
    await eventually('the store is empty', () =>
        one.page.evaluate(() => Object.keys(localStorage).every((name) => !name.startsWith('ecolehub.waiting.'))));
});

scenario('Two tabs that come back together send each message once', async (stage) => {
    const { marie, room, p3, one, other } = await twoTabs(stage);
    one.tolerates(/ERR_|WebSocket|net::/);
    await one.context.setOffline(true);
    const said = ['Un', 'Deux', 'Trois', 'Quatre'];
    for (const [place, text] of said.entries()) await write(place % 2 ? other : one, p3, text);
    for (const desk of [one, other]) {
        for (const text of said) await column(desk, p3).getByText(text, { exact: true }).waitFor();
    }
    await one.context.setOffline(false);
    await eventually('all are there', async () => {
        const { items } = await marie.api.get(`/conversations/${room}/messages`);
        return items.length >= said.length;
    }, 30_000);
    for (const desk of [one, other]) {
        await eventually('each once', async () => {
            const counts = await Promise.all(said.map((text) => column(desk, p3).getByText(text, { exact: true }).count()));
            return counts.every((count) => count === 1);
        });
    }
    const { items } = await marie.api.get(`/conversations/${room}/messages`);
    assert.deepEqual(items.map(({ content }) => content).sort(), [...said].sort());
});
