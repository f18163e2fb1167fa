// (d) The socket cannot be opened: the page asks every three seconds, says so quietly, and messages still arrive.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { arrives, className, openConversation, write } from '../harness/thread.mjs';

/** Three seconds between two questions, and what two questions and their answers take on a slow machine. */
const WITHIN = 3_000 + 1_000;

scenario('Without a socket messages arrive by asking every three seconds, and a quiet line says so', async (stage, t) => {
    const school = await stage.school();
    const [marie, jean] = [
        await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' }),
        await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' }),
    ];
    const free = await stage.desk(school.server, { name: 'Marie' });
    const blocked = await stage.desk(school.server, { name: 'Jean', width: 390 });
    blocked.tolerates(/WebSocket/);
    // As a proxy that knows no sockets does: it hangs up.
    await blocked.context.routeWebSocket('**/ws', (socket) => socket.close({ code: 1011 }));
    await signIn(free, marie.email);
    await signIn(blocked, jean.email);
    await openConversation(free, className(free));
    await openConversation(blocked, className(blocked));
    await blocked.text('messages-slow').waitFor();
    assert.equal(await free.text('messages-slow').count(), 0, 'only the one without a socket is told');

    const times = [];
    for (const text of ['Un', 'Deux', 'Trois'].map((number) => `${number}, sans socket`)) {
        const arrival = arrives(blocked, className(blocked), text);
        const sent = await write(free, className(free), text);
        times.push((await arrival) - sent);
    }
    t.diagnostic(`polling: ${times.map((time) => `${time} ms`).join(', ')}`);
    for (const time of times) assert.ok(time <= WITHIN, `${time} ms`);

    // The other way a message leaves at once, because sending asks nothing of the socket.
    const arrival = arrives(free, className(free), 'Réponse de Jean');
    const sent = await write(blocked, className(blocked), 'Réponse de Jean');
    assert.ok((await arrival) - sent <= 3_000);
});
