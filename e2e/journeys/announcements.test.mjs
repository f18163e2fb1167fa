// What the school makes known, in two browsers: written and published by the head of school, read at home, and seen to be read.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';

function form(classes, versions) {
    return {
        original: 'fr',
        audience: { class_ids: classes, parents: true, teachers: false },
        versions: versions.map(([locale, title]) => ({ locale, by: 'human', title, body: `${title}.`, questions: [] })),
    };
}

/** Counts the toasts of a new announcement from now on. */
async function countAlerts(desk, words) {
    await desk.page.evaluate((words) => {
        window.alerts = 0;
        const look = (node) => {
            if (node.nodeType === Node.ELEMENT_NODE && node.matches('.toast') && node.textContent.replaceAll(/\s/g, ' ').includes(words)) window.alerts += 1;
        };
        new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(look))).observe(document.body, {
            childList: true,
            subtree: true,
        });
    }, words);
    return () => desk.page.evaluate(() => window.alerts);
}

scenario('The head of school writes and publishes; a parent reads at home, and the head sees it at once', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont');
    await school.enrol('Orphée', 'Lambert');

    const home = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(home, marie.email);
    const office = await stage.desk(school.server, { name: 'Nadia', width: 1280 });
    await signIn(office, school.headEmail, '/annonces/nouvelle');
    await office.page.getByRole('checkbox', { name: office.say('announcement-for-school'), exact: true }).uncheck();
    await office.page.getByRole('checkbox', { name: 'P3', exact: true }).check();
    await office.field('announcement-title').fill('Sortie à Bokrijk');
    await office.field('announcement-body').fill('Nous partons à 8 h 15.\n\nPrévoyez des bottes.');
    await office.find('button', 'announcement-preview').click();
    await office.text('announcement-will-read', { adults: 1, children: 2 }).waitFor();
    await office.find('button', 'announcement-publish').click();
    await office.text('announcement-now-out').waitFor();

    // Without a click at home: the news, and the card on the dashboard.
    await home.text('announcement-new').waitFor();
    await home.page.getByRole('link', { name: 'Sortie à Bokrijk', exact: true }).waitFor();

    await office.find('link', 'receipts-title').click();
    await office.find('heading', 'receipts-title').waitFor();
    await home.find('button', 'announcement-read').click();
    await home.page.getByRole('link', { name: 'Sortie à Bokrijk', exact: true }).waitFor({ state: 'detached' });
    // Without a click at the office: the bar and the list say so.
    const said = office.say('receipts-bar', { total: 2, read: 1, reached: 1, missing: 1 });
    await office.page.getByRole('img', { name: said, exact: true }).waitFor();
    const row = office.page.getByRole('listitem').filter({ hasText: 'Louis Dupont' });
    await row.getByText('Marie Dupont').waitFor();
    await row.getByText(/^Lu /).waitFor();

    // One slip, for the child whom nobody is the guardian of, is printed and comes back.
    await office.find('link', 'receipts-slips', { count: 1 }).click();
    await office.find('button', 'paper-make').click();
    await office.text('paper-made', { count: 1 }).waitFor();
    const code = await office.page.locator('.slip .secret-code').textContent();
    await office.goto(`/annonces/talon?code=${code}`);
    await office.find('button', 'slip-return-tick').click();
    await office.text('slip-returned', { title: 'Sortie à Bokrijk' }).waitFor();
});

scenario('The Dutch text comes later: a Dutch reader is told honestly, then sees it, and is called once', async (stage) => {
    const school = await stage.school();
    const piet = await school.parentWithChild('Piet', 'Janssens', { child: 'Wout', locale: 'nl' });
    const desk = await stage.desk(school.server, { name: 'Piet', width: 1280, language: 'nl' });
    await signIn(desk, piet.email);
    const alerts = await countAlerts(desk, desk.say('announcement-new'));

    const before = await school.head.post('/announcements', form([], [['fr', 'Sortie à Bokrijk']]));
    const { id } = before.announcement;
    await school.head.post(`/announcements/${id}/publish`);
    await desk.page.getByRole('link', { name: 'Sortie à Bokrijk', exact: true }).click();
    await desk.text('version-not-yet', { language: 'Nederlands', original: 'Français' }).waitFor();

    const both = form([], [['fr', 'Sortie à Bokrijk'], ['nl', 'Uitstap naar Bokrijk']]);
    const answer = await fetch(`${school.server.origin}/api/v1/announcements/${id}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${school.head.token}`, 'content-type': 'application/json', 'if-match': '*' },
        body: JSON.stringify(both),
    });
    assert.equal(answer.status, 200, await answer.text());
    // Without a click: the text in the reader's language, the original beside it, and no second call.
    await desk.page.getByRole('heading', { name: 'Uitstap naar Bokrijk', level: 1 }).waitFor();
    await desk.page.getByRole('article', { name: 'Français' }).waitFor();
    assert.equal(await alerts(), 1, 'called once');
});
