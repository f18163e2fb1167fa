// The application comes in parts: what a family needs first, and each other part when one of its pages is opened.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation } from '../harness/school.mjs';
import { className, column } from '../harness/thread.mjs';
import { words } from '../harness/words.mjs';

const FIRST_LOAD = 450_000;
const PART = /\.part$/;
const OFFICE = /\/office-[0-9a-f]{16}\.part$/;
const ASKED = /\/asked-[0-9a-f]{16}\.part$/;

/** Bytes on the wire of every file of ours that a desk fetches, by path. */
async function weighed(desk) {
    const sizes = new Map();
    const network = await desk.context.newCDPSession(desk.page);
    await network.send('Network.enable');
    const paths = new Map();
    network.on('Network.responseReceived', ({ requestId, response }) => paths.set(requestId, new URL(response.url).pathname));
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        const path = paths.get(requestId);
        if (path && !path.startsWith('/api/') && path !== '/ws') sizes.set(path, encodedDataLength);
    });
    return sizes;
}

scenario('The first load stays within its budget and holds no other part', async (stage) => {
    const server = await stage.demo();
    const desk = await stage.desk(server);
    const sizes = await weighed(desk);
    await desk.goto('/connexion');
    await desk.page.waitForLoadState('networkidle');
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    assert.ok(total > 100_000, `only ${total} bytes were seen: is the page compressed and complete?`);
    assert.ok(total <= FIRST_LOAD, `the first load is ${total} bytes:\n${[...sizes].map((one) => one.join(' ')).join('\n')}`);
    assert.deepEqual([...sizes.keys()].filter((path) => PART.test(path)), []);
    if (process.env.E2E_PRINT) console.log(total, sizes);
});

scenario('A page of another part shows its shape while it comes, and takes the focus when it is there', async (stage) => {
    const desk = await atTheHead(stage);
    const letGo = await held(desk, OFFICE);
    await desk.find('link', 'nav-school').first().click();
    await desk.page.locator('main [aria-busy=true]').waitFor();
    letGo();
    await schoolPage(desk).waitFor();
    await desk.page.waitForFunction(() => document.activeElement?.tagName === 'H1');
});

scenario('A part that does not come can be asked for again', async (stage) => {
    const desk = await atTheHead(stage);
    desk.tolerates(/ERR_FAILED|Failed to fetch/);
    await desk.page.route(OFFICE, (route) => route.abort());
    await desk.find('link', 'nav-school').first().click();
    const again = desk.find('button', 'action-retry');
    await again.waitFor();
    await desk.page.unroute(OFFICE);
    await again.click();
    await schoolPage(desk).waitFor();
});

scenario('A dialog that does not come says so, and comes with the next press', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const { id } = await classConversation(marie.api, 'P3');
    const desk = await stage.desk(school.server, { name: 'Marie' });
    desk.tolerates(/ERR_FAILED|Failed to fetch/);
    await signIn(desk, marie.email, '/messages');
    await desk.page.route(ASKED, (route) => route.abort());
    await desk.page.goto(`/messages/${id}`);
    await column(desk, className(desk)).waitFor();
    await desk.find('button', 'messages-more-ways').click();
    await desk.page.locator('.toast').getByText(desk.say('problem-no-answer')).waitFor();
    assert.equal(await desk.page.getByRole('dialog').count(), 0);
    await desk.page.unroute(ASKED);
    await desk.find('button', 'messages-more-ways').click();
    await desk.page.getByRole('dialog', { name: desk.say('messages-more-ways') }).waitFor();
});

scenario('After a new version is on the server, a page of a part that is gone offers it', async (stage) => {
    const desk = await atTheHead(stage);
    desk.tolerates(/404/);
    await desk.page.route(OFFICE, (route) => route.fulfill({ status: 404, body: '' }));
    await desk.page.route('**/', async (route) => {
        const page = await (await route.fetch()).text();
        await route.fulfill({ contentType: 'text/html', body: page.replace(/\/start-[0-9a-f]{16}/, '/start-0123456789abcdef') });
    });
    await desk.find('link', 'nav-school').first().click();
    await desk.find('button', 'update-reload').waitFor();
    await desk.page.unroute('**/');
    await desk.page.unroute(OFFICE);
    await desk.find('button', 'update-reload').click();
    await schoolPage(desk).waitFor();
});

scenario('The words of a part come with it, and follow the language', async (stage) => {
    const desk = await atTheHead(stage);
    await desk.find('link', 'nav-school').first().click();
    await desk.page.getByText(desk.say('school-children')).first().waitFor();
    await desk.find('link', 'nav-settings').first().click();
    await desk.page.getByRole('radio', { name: 'Nederlands' }).check();
    const say = words('nl');
    await desk.page.getByRole('link', { name: say('nav-school'), exact: true }).first().click();
    await desk.page.getByText(say('school-children')).first().waitFor();
});

/** The heading of the school's office. */
const schoolPage = (desk) => desk.page.getByRole('heading', { level: 1, name: desk.say('nav-school'), exact: true });

/** The head of a school on the dashboard. */
async function atTheHead(stage) {
    const school = await stage.school();
    const desk = await stage.desk(school.server, { name: 'head' });
    await signIn(desk, school.headEmail);
    return desk;
}

/** Keeps the answers to some requests back until the function that it gives is called. */
async function held(desk, pattern) {
    let letGo;
    const gone = new Promise((resolve) => (letGo = resolve));
    await desk.page.route(pattern, async (route) => {
        await gone;
        await route.continue();
    });
    return letGo;
}
