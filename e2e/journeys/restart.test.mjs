// (c) The server loses its life in the middle of a conversation and comes back: each message once, in order, on both screens.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation } from '../harness/school.mjs';
import { arrives, className, composer, openConversation, standing, write } from '../harness/thread.mjs';
import { eventually } from '../harness/wait.mjs';

scenario('A server that is killed in the middle of a conversation loses nothing and doubles nothing', async (stage) => {
    const school = await stage.school();
    const people = [
        await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' }),
        await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' }),
    ];
    const [marie, jean] = await Promise.all(people.map(async (person) => {
        const desk = await stage.desk(school.server, { name: person.firstName });
        await signIn(desk, person.email);
        await openConversation(desk, className(desk));
        return desk;
    }));
    const p3 = className(marie);
    const said = [];
    const speak = async (desk, text) => {
        said.push(text);
        await write(desk, p3, text);
    };
    await speak(marie, 'Premier message de Marie');
    await arrives(jean, p3, 'Premier message de Marie');
    await speak(jean, 'Premier message de Jean');
    await arrives(marie, p3, 'Premier message de Jean');

    // Everything that a dead server brings about is part of this story.
    for (const desk of [marie, jean]) desk.tolerates(/ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET|WebSocket|ERR_INCOMPLETE/);
    // Killed while messages are on their way: some are stored but not answered, some are not stored.
    await Promise.all([
        speak(marie, 'En route, de Marie'),
        speak(jean, 'En route, de Jean'),
        school.server.kill(),
    ]);
    await speak(marie, 'Pendant la panne, de Marie');
    await speak(jean, 'Pendant la panne, de Jean');
    await speak(marie, 'Encore Marie');
    await Promise.all([marie, jean].map((desk) => desk.text('messages-unreachable').waitFor({ timeout: 15_000 })));
    await school.server.start();
    await Promise.all([marie, jean].map((desk) => desk.text('messages-unreachable').waitFor({ state: 'detached', timeout: 30_000 })));
    await speak(jean, 'De retour, de Jean');
    await speak(marie, 'De retour, de Marie');

    const { id } = await classConversation(people[0].api, 'P3');
    const stored = await eventually('all messages are stored', async () => {
        const { items } = await people[0].api.get(`/conversations/${id}/messages?limit=200`);
        return items.length >= said.length && items.map(({ content }) => content);
    }, 30_000);
    assert.deepEqual([...stored].sort(), [...said].sort(), 'exactly one copy of each');
    for (const desk of [marie, jean]) {
        await eventually(`the screen of ${desk.name} shows the order of the server`, async () => {
            assert.deepEqual(await standing(desk, p3, said), stored);
            return true;
        }, 10_000);
        await composer(desk, p3).waitFor();
        // Nobody's own messages have changed places.
        const own = (list) => list.filter((text) => text.endsWith(desk.name));
        assert.deepEqual(own(stored), own(said));
    }
});
