// (d) The socket cannot be opened. Messages arrive at once all the same, by a question that waits for its answer, and the socket takes over
// when it can. Where even that is refused the page asks every three seconds, and says so quietly.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation, send } from '../harness/school.mjs';
import { arrives, className, openConversation, write } from '../harness/thread.mjs';
import { eventually } from '../harness/wait.mjs';

/** Three seconds between two questions, and what two questions and their answers take on a slow machine. */
const POLLED = 3_000 + 1_000;
/** What a message takes that arrives at once, on a slow machine. */
const AT_ONCE = 1_500;

/** The answer of a server that cannot. */
const AWAY = {
    status: 503,
    headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
    body: JSON.stringify({ type: '/api/problems/unavailable', title: 'Unavailable', status: 503, code: 'unavailable' }),
};

/** Two parents of one class, the second in a network that hangs up on sockets, as a proxy does that knows none. */
async function twoDesks(stage) {
    const school = await stage.school();
    const [marie, jean] = [
        await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' }),
        await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' }),
    ];
    const free = await stage.desk(school.server, { name: 'Marie' });
    const blocked = await stage.desk(school.server, { name: 'Jean', width: 390 });
    blocked.tolerates(/WebSocket/);
    const network = { refuses: true, sockets: 0 };
    await blocked.context.routeWebSocket('**/ws', (socket) => {
        if (network.refuses) {
            socket.close({ code: 1011 });
            return;
        }
        network.sockets += 1;
        socket.connectToServer();
    });
    return { free, blocked, network, marie, jean };
}

async function intoTheClass({ free, blocked, marie, jean }) {
    await signIn(free, marie.email);
    await signIn(blocked, jean.email);
    await openConversation(free, className(free));
    await openConversation(blocked, className(blocked));
}

/** How long each of some messages takes from one desk to the other, in milliseconds. */
async function times({ free, blocked }, words) {
    const took = [];
    for (const text of ['Un', 'Deux', 'Trois'].map((number) => `${number}, ${words}`)) {
        const arrival = arrives(blocked, className(blocked), text);
        const sent = await write(free, className(free), text);
        took.push((await arrival) - sent);
    }
    return took;
}

scenario('Without a socket messages arrive at once by a question that waits, until there is a socket', async (stage, t) => {
    const desks = await twoDesks(stage);
    const { free, blocked, network } = desks;
    const asked = [];
    blocked.page.on('request', (request) => request.url().includes('/api/v1/sync') && asked.push(request.url()));
    await intoTheClass(desks);
    await eventually('the line goes on where it was', () => asked.some((url) => url.includes('since=')));
    const took = await times(desks, 'sans socket');
    t.diagnostic(`by a question that waits: ${took.map((time) => `${time} ms`).join(', ')}`);
    for (const time of took) assert.ok(time <= AT_ONCE, `${time} ms`);
    assert.equal(await blocked.text('messages-slow').count(), 0, 'nothing is slow');

    // The other way a message leaves at once, because sending asks nothing of the socket.
    const arrival = arrives(free, className(free), 'Réponse de Jean');
    const sent = await write(blocked, className(blocked), 'Réponse de Jean');
    assert.ok((await arrival) - sent <= AT_ONCE * 2);

    // That a message has arrived is told by a call, also while he reads something else.
    await blocked.find('link', 'messages-back').click();
    const { id } = await classConversation(desks.marie.api, 'P3');
    const said = await send(desks.marie.api, id, 'Jean lit autre chose');
    const reached = () => desks.marie.api.get(`/conversations/${id}/messages/${said.id}/receipts`);
    await eventually('Jean’s phone says that it has arrived', async () => (await reached()).delivered === 1);
    assert.equal((await reached()).read, 0, 'arrived is not read');
    await openConversation(blocked, className(blocked));

    // The network lets sockets through again: the next attempt opens one, and nothing is asked any more.
    network.refuses = false;
    await eventually('there is a socket again', () => network.sockets > 0, 40_000);
    const then = asked.length;
    for (const time of await times(desks, 'avec socket')) assert.ok(time <= AT_ONCE, `${time} ms`);
    assert.equal(asked.length, then);
});

scenario('Where even that is refused messages arrive by asking every three seconds, and a quiet line says so', async (stage, t) => {
    const desks = await twoDesks(stage);
    const { free, blocked } = desks;
    blocked.tolerates(/answer: 503/);
    await blocked.context.route('**/api/v1/sync*', (route) => route.fulfill(AWAY));
    await intoTheClass(desks);
    await blocked.text('messages-slow').waitFor();
    assert.equal(await free.text('messages-slow').count(), 0, 'only the one without a socket is told');
    const took = await times(desks, 'sans rien');
    t.diagnostic(`polling: ${took.map((time) => `${time} ms`).join(', ')}`);
    for (const time of took) assert.ok(time <= POLLED, `${time} ms`);
});
