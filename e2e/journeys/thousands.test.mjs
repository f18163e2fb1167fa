// Five thousand messages on the smallest phone: the page stays light, and whoever reads stays where they are.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { availableParallelism, loadavg } from 'node:os';

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation, send } from '../harness/school.mjs';
import { className, column, inList } from '../harness/thread.mjs';
import { eventually } from '../harness/wait.mjs';

const MANY = 5_000;
/** Written at the same moment, as the server takes them together. */
const TOGETHER = 50;
/** A flick of the thumb, in pixels. */
const FLICK = 2_400;
/** What is read may move by so much when something comes above or below it, in pixels. */
const STILL = 2;
/** Most messages in the page: those of its window, and those that may have come while the reader stood at the end. */
const MOST = 180;
/** Most nodes in the page for each of them, and for everything around them. */
const NODES = 40 * MOST + 1_000;
/** The longest that the page does not listen while somebody scrolls, in milliseconds; where other tests share the machine, four times. */
const LONGEST = loadavg()[0] > availableParallelism() ? 800 : 200;

scenario('Five thousand messages stay light on a small phone, and the reader stays in place', async (stage, t) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id } = await classConversation(marie.api, 'P3');
    const first = await send(marie.api, id, 'Le tout premier message de l’année');
    for (let number = 2; number < MANY; number += TOGETHER) {
        const several = Array.from({ length: Math.min(TOGETHER, MANY - number) }, (_, more) => send(marie.api, id, words(number + more)));
        await Promise.all(several);
    }
    const answer = { content: 'Je réponds au tout premier', client_msg_id: randomUUID(), reply_to: first.id };
    const last = await marie.api.post(`/conversations/${id}/messages`, answer);
    assert.equal(last.seq - first.seq + 1, MANY);
    await jean.api.put(`/conversations/${id}/read`, { seq: last.seq });

    const desk = await stage.desk(school.server, { name: 'Jean', width: 320 });
    await desk.page.addInitScript(() => {
        window.blocked = [];
        new PerformanceObserver((list) => window.blocked.push(...list.getEntries().map(({ duration }) => duration)))
            .observe({ type: 'longtask', buffered: true });
    });
    const p3 = className(desk);
    await signIn(desk, jean.email, '/messages');
    const began = Date.now();
    await inList(desk, p3).click();
    await column(desk, p3).waitFor();
    const at = (seq) => column(desk, p3).locator(`.bubble-item[data-seq="${seq}"]`);
    await at(last.seq).waitFor();
    const opened = Date.now() - began;
    const opening = await blocked(desk);

    // The quote leads five thousand messages back, and the button to the newest again.
    await at(last.seq).locator('.bubble-quote').click();
    await eventually('the quoted message is on the screen', () => isOnScreen(desk, p3, at(first.seq)));
    const jumping = await blocked(desk);
    await desk.page.getByRole('button', { name: desk.say('messages-to-newest'), exact: true }).click();
    await eventually('the newest is on the screen', () => isOnScreen(desk, p3, at(last.seq)));

    const up = await wander(desk, p3, -FLICK, (seen) => seen.first === first.seq && seen.top === 0);
    const down = await wander(desk, p3, FLICK, (seen) => seen.last === last.seq && seen.below < 8);
    const scrolling = await blocked(desk);

    t.diagnostic(`opened in ${opened} ms; blocked at most ${most(opening)} ms while opening, ${most(jumping)} ms while jumping, `
        + `${most(scrolling)} ms while scrolling (${scrolling.length} times over 50 ms)`);
    for (const [way, journey] of [['up', up], ['down', down]]) {
        t.diagnostic(`${way}: ${journey.steps} steps past ${journey.seen.size} messages; at most ${journey.items} of them and ${journey.nodes} nodes in the page; `
            + `what was read moved by ${journey.moved.toFixed(1)} px at most`);
        assert.equal(journey.seen.size, MANY, `every message was in the page on the way ${way}`);
        assert.ok(journey.items <= MOST, `${journey.items} messages in the page on the way ${way}`);
        assert.ok(journey.nodes <= NODES, `${journey.nodes} nodes in the page on the way ${way}`);
        assert.ok(journey.moved <= STILL, `what was read moved by ${journey.moved} px on the way ${way}, at ${journey.where}`);
    }
    assert.ok(most(scrolling) <= LONGEST, `the page did not listen for ${most(scrolling)} ms`);
    assert.ok(most(jumping) <= LONGEST, `the page did not listen for ${most(jumping)} ms while it jumped`);
}, { timeout: 300_000 });

/** As long as what parents write: some need one line, some four. */
const words = (number) => `${number} ${'Qui peut prêter des bottes pour la sortie de jeudi ? '.repeat(number % 4)}merci`;

/** How long the page did not listen, each time over 50 ms since it was asked last. */
const blocked = (desk) => desk.page.evaluate(() => window.blocked.splice(0));

const most = (times) => Math.round(Math.max(0, ...times));

/** Scrolls in steps until it is there; what was seen on the way. */
async function wander(desk, title, by, isThere) {
    const journey = { steps: 0, seen: new Set(), items: 0, nodes: 0, moved: 0, where: 0 };
    for (;;) {
        const step = await column(desk, title).evaluate(flick, by);
        journey.steps += 1;
        for (const seq of step.seqs) journey.seen.add(seq);
        journey.items = Math.max(journey.items, step.items);
        journey.nodes = Math.max(journey.nodes, step.nodes);
        if (step.moved > journey.moved) [journey.moved, journey.where] = [step.moved, step.anchor];
        if (isThere(step)) return journey;
        if (journey.steps > 2_000) throw new Error(`the end does not come: ${JSON.stringify({ ...step, seqs: [] })}`);
    }
}

/**
 * One step on the page itself: scrolls, takes a message on the screen for its anchor, and watches it after each of some frames, while older or
 * newer messages come. What is measured is what was painted: a change of the page after the last frame is not yet on the screen.
 */
async function flick(column, by) {
    const items = () => [...column.querySelectorAll('.bubble-item[data-seq]')];
    const top = (item) => item.getBoundingClientRect().top;
    column.scrollTop += by;
    const height = column.clientHeight;
    const anchor = items().find((item) => top(item) >= top(column) && top(item) < top(column) + height);
    const seq = anchor?.dataset.seq;
    const before = anchor && top(anchor);
    let isChanged = false;
    const watch = new MutationObserver(() => { isChanged = true; });
    watch.observe(column, { subtree: true, childList: true, attributes: true, characterData: true });
    const seen = { items: 0, nodes: 0, moved: 0, anchor: Number(seq), seqs: new Set() };
    for (let frame = 0; frame < 10; frame += 1) {
        await new Promise((painted) => requestAnimationFrame(() => {
            isChanged = false;
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => { port1.close(); painted(); };
            port2.postMessage(null);
        }));
        const there = items();
        for (const item of there) seen.seqs.add(Number(item.dataset.seq));
        seen.items = Math.max(seen.items, there.length);
        seen.nodes = Math.max(seen.nodes, document.querySelectorAll('*').length);
        const now = seq && column.querySelector(`.bubble-item[data-seq="${seq}"]`);
        if (now && !isChanged) seen.moved = Math.max(seen.moved, Math.abs(top(now) - before));
    }
    watch.disconnect();
    const places = items().map((item) => Number(item.dataset.seq));
    return {
        ...seen,
        seqs: [...seen.seqs],
        first: Math.min(...places),
        last: Math.max(...places),
        top: column.scrollTop,
        below: column.scrollHeight - column.scrollTop - height,
    };
}

async function isOnScreen(desk, title, locator) {
    const [inside, outside] = [await locator.boundingBox().catch(() => null), await column(desk, title).boundingBox()];
    return inside && inside.y >= outside.y - 1 && inside.y < outside.y + outside.height;
}
