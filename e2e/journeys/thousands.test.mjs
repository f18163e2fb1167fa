// Five thousand messages on the smallest phone: the page stays light, and whoever reads stays where they are.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation, send } from '../harness/school.mjs';
import { className, column, inList } from '../harness/thread.mjs';
import { eventually } from '../harness/wait.mjs';

const MANY = 5_000;
/** Written at the same moment, as the server takes them together. */
const TOGETHER = 100;
/** A flick of the thumb, in pixels. */
const FLICK = 4_000;
/** After each of them, so many pictures of the screen are looked at. */
const FRAMES = 3;
/** What is read may move by so much when something comes above or below it, in pixels. */
const STILL = 2;
/** Most messages in the page: those of its window, and those that may have come while the reader stood at the end. */
const MOST = 180;
/** Most nodes in the page for each of them, and for everything around them. */
const NODES = 40 * MOST + 1_000;
/** The longest that the page does not listen while somebody scrolls, in milliseconds, on a machine that does other things besides. */
const LONGEST = 1_000;

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

    const up = await wander(desk, p3, { by: -FLICK, last: first.seq });
    const down = await wander(desk, p3, { by: FLICK, last: last.seq });
    const scrolling = await blocked(desk);

    t.diagnostic(`opened in ${opened} ms; blocked at most ${most(opening)} ms while opening, ${most(jumping)} ms while jumping, `
        + `${most(scrolling)} ms while scrolling (${scrolling.length} times over 50 ms)`);
    for (const [way, journey] of [['up', up], ['down', down]]) {
        t.diagnostic(`${way}: ${journey.steps} steps past ${journey.seen} messages; at most ${journey.items} of them and ${journey.nodes} nodes in the page; `
            + `what was read moved by ${journey.moved.toFixed(1)} px at most`);
        assert.equal(journey.seen, MANY, `every message was in the page on the way ${way}`);
        assert.ok(journey.items <= MOST, `${journey.items} messages in the page on the way ${way}`);
        assert.ok(journey.nodes <= NODES, `${journey.nodes} nodes in the page on the way ${way}`);
        assert.ok(journey.moved <= STILL, `what was read moved by ${journey.moved} px on the way ${way}, at ${journey.where}`);
    }
    assert.ok(most(scrolling) <= LONGEST, `the page did not listen for ${most(scrolling)} ms`);
    assert.ok(most(jumping) <= LONGEST, `the page did not listen for ${most(jumping)} ms while it jumped`);
}, { timeout: 180_000 });

/**
 * Those of a thousand are equally long, from one line to four: as many that come are then as high as those that go, and of that
 * nobody who watches sizes hears.
 */
const words = (number) => `${number} ${'Qui peut prêter des bottes pour la sortie de jeudi ? '.repeat(Math.floor(number / 1_000) % 4)}merci`;

/** How long the page did not listen, each time over 50 ms since it was asked last. */
const blocked = (desk) => desk.page.evaluate(() => window.blocked.splice(0));

const most = (times) => Math.round(Math.max(0, ...times));

/** Scrolls in steps until the last message; what was seen on the way. */
const wander = (desk, title, way) => column(desk, title).evaluate(inPage, { ...way, frames: FRAMES });

/**
 * Runs in the page. After each step a message on the screen is watched for some frames, while older or newer ones come. Where it is, is asked of
 * an `IntersectionObserver`, which tells what is painted: whoever asks earlier in a frame may see what is put right before anybody sees it.
 */
async function inPage(column, { by, last, frames }) {
    const items = () => [...column.querySelectorAll('.bubble-item[data-seq]')];
    // Its end: the first one in the page loses the name above it when older ones come.
    const end = (item) => item.getBoundingClientRect().bottom;
    const painted = (item) =>
        new Promise((resolve) => {
            const watch = new IntersectionObserver(([entry]) => {
                watch.disconnect();
                resolve(item?.isConnected && item !== column ? entry.boundingClientRect.bottom : undefined);
            });
            watch.observe(item ?? column);
        });
    const seen = new Set();
    const journey = { steps: 0, items: 0, nodes: 0, moved: 0, where: 0, seen: 0 };
    const edge = () => (by < 0 ? column.scrollTop === 0 : column.scrollHeight - column.scrollTop - column.clientHeight < 8);
    while (!(seen.has(last) && edge())) {
        column.scrollTop += by;
        journey.steps += 1;
        if (journey.steps > 2_000) throw new Error(`the end does not come: ${JSON.stringify(journey)}`);
        const [from, to] = [column.getBoundingClientRect().top, column.getBoundingClientRect().bottom];
        const anchor = items().find((item) => end(item) > from && end(item) <= to);
        const seq = Number(anchor?.dataset.seq);
        const before = anchor && end(anchor);
        for (let frame = 0; frame < frames; frame += 1) {
            const now = await painted(seq ? column.querySelector(`.bubble-item[data-seq="${seq}"]`) : null);
            if (now !== undefined && Math.abs(now - before) > journey.moved) [journey.moved, journey.where] = [Math.abs(now - before), seq];
            const there = items();
            for (const item of there) seen.add(Number(item.dataset.seq));
            journey.items = Math.max(journey.items, there.length);
            journey.nodes = Math.max(journey.nodes, document.querySelectorAll('*').length);
        }
    }
    journey.seen = seen.size;
    return journey;
}

async function isOnScreen(desk, title, locator) {
    const [inside, outside] = [await locator.boundingBox().catch(() => null), await column(desk, title).boundingBox()];
    return inside && inside.y >= outside.y - 1 && inside.y < outside.y + outside.height;
}
