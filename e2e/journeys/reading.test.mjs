// Reading a long conversation: it opens at what is new, follows the newest, and never takes the place from somebody who reads further up.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation, send } from '../harness/school.mjs';
import { arrives, className, column, inList } from '../harness/thread.mjs';
import { eventually } from '../harness/wait.mjs';

const OLD = 70;
const NEW = 12;

scenario('A conversation opens at what is new, follows the newest, and leaves the reader in place', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id } = await classConversation(marie.api, 'P3');
    let last;
    for (let number = 1; number <= OLD; number += 1) last = await send(marie.api, id, `Message ${number} de la longue conversation`);
    await jean.api.put(`/conversations/${id}/read`, { seq: last.seq });
    for (let number = 1; number <= NEW; number += 1) await send(marie.api, id, `Nouveau ${number}, que Jean n’a pas vu, et qui est assez long pour deux lignes`);

    const desk = await stage.desk(school.server, { name: 'Jean', width: 390 });
    const p3 = className(desk);
    await signIn(desk, jean.email, '/messages');
    await inList(desk, desk.say('nav-unread', { count: NEW })).click();
    await column(desk, p3).waitFor();

    const line = column(desk, p3).getByText(desk.say('messages-new-line', { count: NEW }), { exact: true });
    await eventually('the line above what is new is on the screen', () => isOnScreen(desk, p3, line));
    const toNew = desk.find('button', 'messages-to-new', { count: NEW });
    await toNew.click();
    await eventually('the newest is on the screen', () => isAtEnd(desk, p3));
    await toNew.waitFor({ state: 'hidden' });
    await eventually('what was on the screen is read', async () => (await jean.api.get(`/conversations/${id}`)).unread_count === 0);

    // A burst: whoever is at the end stays there.
    for (const word of ['un', 'deux', 'trois', 'quatre', 'cinq']) await send(marie.api, id, `Vite : ${word}`);
    await arrives(desk, p3, 'Vite : cinq');
    await eventually('the newest of a burst is on the screen', () => isAtEnd(desk, p3));

    // Somebody who reads further up is not moved, and is told how many have come.
    const old = column(desk, p3).getByText(`Message ${OLD - 5} de la longue conversation`, { exact: true });
    await old.scrollIntoViewIfNeeded();
    const back = desk.page.getByRole('button', { name: desk.say('messages-to-newest'), exact: true });
    await back.waitFor();
    const before = await old.boundingBox();
    for (const word of ['six', 'sept']) await send(marie.api, id, `Vite : ${word}`);
    await desk.find('button', 'messages-to-new', { count: 2 }).waitFor();
    assert.deepEqual(await old.boundingBox(), before, 'what Jean reads has not moved');
    await eventually('the burst is read, what he has not seen is not', async () => (await jean.api.get(`/conversations/${id}`)).unread_count === 2);

    // Older messages come when he goes back, and he stays where he was.
    const oldest = column(desk, p3).getByText('Message 1 de la longue conversation', { exact: true });
    await eventually('the beginning of the conversation', async () => {
        await column(desk, p3).evaluate((column) => { column.scrollTop = 0; });
        return oldest.isVisible();
    });
    await desk.find('button', 'messages-to-new', { count: 2 }).click();
    await eventually('back at the newest', () => isAtEnd(desk, p3));
});

const isAtEnd = (desk, title) =>
    column(desk, title).evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 8);

async function isOnScreen(desk, title, locator) {
    const [inside, outside] = [await locator.boundingBox(), await column(desk, title).boundingBox()];
    return inside && inside.y >= outside.y && inside.y + inside.height <= outside.y + outside.height;
}
