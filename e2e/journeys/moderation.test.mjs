// A message is reported, hidden before everybody's eyes, and shown again after an appeal; and a question finds its answer.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { signIn } from '../harness/people.mjs';
import { photo } from '../harness/pictures.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation, send } from '../harness/school.mjs';
import { arrives, className, column, write } from '../harness/thread.mjs';

const TITLE = 'Stand de crêpes';
const HURTS = 'Des mots qui blessent';

const bubble = (desk, title, text) => column(desk, title).locator('.bubble-item', { hasText: text });

/** Chooses a line of the menu of a message, opened with the right button of the mouse. */
async function choose(desk, title, text, entry) {
    // The first that holds the words: others may quote it.
    await bubble(desk, title, text).locator('.bubble').first().click({ button: 'right' });
    await desk.find('menu', 'messages-actions').getByRole('menuitem', { name: desk.say(entry), exact: true }).click();
}

async function seated(stage, school, { email }, path, options) {
    const desk = await stage.desk(school.server, options);
    await signIn(desk, email, path);
    return desk;
}

/** A group that Marie keeps, with Jean in it. */
async function twoInAGroup(stage) {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id: room } = await marie.api.post('/conversations', { kind: 'group', title: TITLE, members: [jean.id] });
    return { school, marie, jean, room };
}

scenario('A reported message is hidden live, its author appeals, and it is shown again', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id } = await classConversation(marie.api, 'P3');
    await send(marie.api, id, 'Qui vient à la fancy-fair ?');
    await send(jean.api, id, HURTS);

    const hers = await seated(stage, school, marie, `/messages/${id}`, { name: 'Marie', width: 390 });
    const p3 = className(hers);
    await arrives(hers, p3, HURTS);
    await choose(hers, p3, HURTS, 'report-title');
    await hers.field('report-reason').selectOption('insult');
    await hers.find('button', 'report-send').click();
    await hers.text('report-sent').waitFor();

    const office = await seated(stage, school, { email: school.headEmail }, '/ecole/signalements', { name: 'Nadia' });
    await office.page.getByRole('link', { name: new RegExp(HURTS) }).click();
    await office.page.getByRole('checkbox', { name: office.say('case-hide'), exact: true }).check();
    await office.field('case-reason').fill('On ne parle pas ainsi.');
    await office.find('button', 'case-do').click();
    await office.text('case-did-hide').first().waitFor();
    await arrives(hers, p3, hers.say('messages-hidden'));
    await column(hers, p3).getByText(HURTS).waitFor({ state: 'detached' });

    const his = await seated(stage, school, jean, '/messages', { name: 'Jean', width: 390 });
    await his.find('link', 'notices-banner-show').click();
    await his.text('notices-hidden').waitFor();
    await his.page.getByText('On ne parle pas ainsi.').waitFor();
    await his.find('button', 'notices-disagree').click();
    await his.field('notices-appeal-words').fill('Je parlais du match.');
    await his.find('button', 'notices-appeal-send').click();
    await his.text('notices-appeal-waits').waitFor();

    await office.page.getByText('Je parlais du match.').waitFor();
    await office.field('case-answer-words').fill('Vous avez raison.');
    await office.find('button', 'case-undo').click();
    await office.text('case-did-undo').first().waitFor();
    await arrives(hers, p3, HURTS);
    await his.text('notices-appeal-undone').waitFor();
});

scenario('Whoever judges sees the picture and the poll of a case', async (stage) => {
    const { school, marie, jean, room } = await twoInAGroup(stage);
    const file = await jean.api.upload(photo('cour.png'));
    const shown = await jean.api.post(`/conversations/${room}/messages`, { content: '', client_msg_id: randomUUID(), attachments: [file.id] });
    const poll = { options: ['Samedi', 'Dimanche'] };
    await jean.api.post(`/conversations/${room}/messages`, { content: 'Quel jour ?', client_msg_id: randomUUID(), poll });
    await marie.api.post(`/conversations/${room}/messages/${shown.id}/reports`, { reason: 'privacy' });

    const office = await seated(stage, school, { email: school.headEmail }, '/ecole/signalements', { name: 'Nadia', width: 390 });
    // Who judges from outside the room may be refused the file itself.
    office.tolerates(/answer: 404 GET .*\/files\//);
    const row = office.page.getByRole('main').getByRole('link', { name: new RegExp(TITLE) });
    await row.getByText(office.say('case-photo'), { exact: true }).waitFor();
    await row.click();
    await office.find('button', 'messages-picture-open', { name: 'cour' }).waitFor();
    await office.text('case-poll-answer', { text: 'Samedi', count: 0 }).waitFor();
});

scenario('Whoever keeps a group takes away what another wrote, and nobody else does', async (stage) => {
    const { school, marie, jean, room } = await twoInAGroup(stage);
    await send(marie.api, room, 'Qui apporte la farine ?');
    await send(jean.api, room, HURTS);
    const hers = await seated(stage, school, marie, `/messages/${room}`, { name: 'Marie' });
    const his = await seated(stage, school, jean, `/messages/${room}`, { name: 'Jean' });
    await arrives(hers, TITLE, HURTS);
    await bubble(his, TITLE, 'Qui apporte').locator('.bubble').first().click({ button: 'right' });
    const menu = his.find('menu', 'messages-actions');
    await menu.getByRole('menuitem', { name: his.say('messages-reply'), exact: true }).waitFor();
    assert.equal(await menu.getByRole('menuitem', { name: his.say('messages-delete'), exact: true }).count(), 0);
    await his.page.keyboard.press('Escape');

    await choose(hers, TITLE, HURTS, 'messages-delete');
    await hers.find('button', 'action-undo').waitFor();
    await hers.page.locator('.toast').getByRole('button', { name: hers.say('action-close') }).click();
    await arrives(his, TITLE, his.say('messages-deleted'));
    await column(his, TITLE).getByText(HURTS).waitFor({ state: 'detached' });
});

scenario('Who is suspended sees why from the closed door, and appeals', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id } = await classConversation(marie.api, 'P3');
    const hurting = await send(jean.api, id, HURTS);
    await marie.api.post(`/conversations/${id}/messages/${hurting.id}/reports`, { reason: 'insult' });
    const his = await seated(stage, school, jean, `/messages/${id}`, { name: 'Jean', width: 320 });
    await arrives(his, className(his), HURTS);
    his.tolerates(/answer: 403/, /WebSocket/);

    const office = await seated(stage, school, { email: school.headEmail }, '/ecole/signalements', { name: 'Nadia' });
    await office.page.getByRole('link', { name: new RegExp(HURTS) }).click();
    await office.page.getByRole('checkbox', { name: office.say('case-suspend'), exact: true }).check();
    await office.field('case-reason').fill('Deuxième avertissement.');
    await office.find('button', 'case-do').click();
    await his.find('link', 'suspended-why').click();
    await his.text('notices-suspended').waitFor();
    await his.find('button', 'notices-disagree').click();
    await his.field('notices-appeal-words').fill('C’était une citation.');
    await his.find('button', 'notices-appeal-send').click();
    await his.text('notices-appeal-waits').waitFor();
});

scenario('A parent with a term finds the reports in the menu, and only as long as it runs', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const room = await classConversation(marie.api, 'P3');
    const entry = (desk) => desk.page.getByRole('main').getByRole('link', { name: new RegExp(`^${desk.say('nav-reports')}`) });
    const desk = await seated(stage, school, marie, '/plus', { name: 'Marie', width: 320 });
    await desk.find('heading', 'nav-more').waitFor();
    assert.equal(await entry(desk).count(), 0);
    const term = await school.head.post('/moderation/terms', {
        class_id: room.class.id,
        account_id: marie.id,
        starts_at: new Date(Date.now() - 60_000).toISOString(),
        ends_at: new Date(Date.now() + 86_400_000).toISOString(),
    });
    await desk.page.reload();
    await entry(desk).click();
    await desk.page.getByRole('heading', { name: desk.say('cases-title'), level: 1 }).waitFor();
    await school.head.delete(`/moderation/terms/${term.id}`);
    await desk.goto('/plus');
    await desk.page.getByRole('main').getByRole('link', { name: new RegExp(`^${desk.say('nav-settings')}`) }).waitFor();
    assert.equal(await entry(desk).count(), 0);
});

scenario('Whoever asked marks the answer, the others are folded, and a pin stays at the head', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id } = await classConversation(marie.api, 'P3');
    const question = await send(marie.api, id, 'C’est quoi le devoir ?');
    const answer = (content) => jean.api.post(`/conversations/${id}/messages`, {
        content, client_msg_id: crypto.randomUUID(), reply_to: question.id,
    });
    await answer('Je ne sais pas');
    await answer('Page 12');

    const desk = await seated(stage, school, marie, `/messages/${id}`, { name: 'Marie' });
    const p3 = className(desk);
    await arrives(desk, p3, 'Page 12');
    await choose(desk, p3, 'Page 12', 'calm-is-answer');
    await column(desk, p3).getByText(desk.say('calm-is-answered')).waitFor();
    await column(desk, p3).getByText('Je ne sais pas', { exact: true }).waitFor({ state: 'hidden' });
    await desk.page.getByRole('button', { name: desk.say('calm-unfold', { count: 1 }) }).click();
    await column(desk, p3).getByText('Je ne sais pas', { exact: true }).waitFor();

    // Taken back: the question is open again, and nothing is folded.
    await choose(desk, p3, 'C’est quoi le devoir ?', 'calm-reopen');
    await desk.text('calm-reopened').waitFor();
    await column(desk, p3).getByText(desk.say('calm-is-answered')).waitFor({ state: 'detached' });
    await column(desk, p3).getByText('Je ne sais pas', { exact: true }).waitFor();
});

scenario('What keeps order pins and takes the pin off, before the eyes of everybody', async (stage) => {
    const { marie, jean, room, school } = await twoInAGroup(stage);
    await send(jean.api, room, 'Rendez-vous samedi à 9 h');
    const his = await seated(stage, school, jean, `/messages/${room}`, { name: 'Jean', width: 390 });
    await arrives(his, TITLE, 'Rendez-vous samedi à 9 h');
    const hers = await seated(stage, school, marie, `/messages/${room}`, { name: 'Marie' });
    await arrives(hers, TITLE, 'Rendez-vous samedi à 9 h');
    await choose(hers, TITLE, 'Rendez-vous samedi', 'calm-pin');
    const pinned = (desk) => desk.page.getByRole('list', { name: desk.say('calm-pins') }).getByText('Rendez-vous samedi à 9 h');
    await pinned(his).waitFor();
    await pinned(hers).waitFor();
    assert.equal(await his.find('button', 'calm-unpin').count(), 0, 'only who keeps order takes it off');
    await choose(hers, TITLE, 'Rendez-vous samedi', 'calm-unpin');
    await hers.text('calm-unpinned').waitFor();
    await pinned(his).waitFor({ state: 'detached' });
    await pinned(hers).waitFor({ state: 'detached' });
});

scenario('Slow mode says its pace, and counts down until one may write again', async (stage) => {
    const { marie, jean, room, school } = await twoInAGroup(stage);
    await marie.api.put(`/conversations/${room}/slow-mode`, { seconds: 30 });
    const his = await seated(stage, school, jean, `/messages/${room}`, { name: 'Jean', width: 320 });
    await his.page.locator('.pace-line').getByText(his.say('calm-slow-seconds', { count: 30 })).waitFor();
    assert.equal(await his.page.getByRole('timer').count(), 0);
    // When what is written today is erased stands where the conversation begins.
    await column(his, TITLE).getByText(his.say('calm-erased-at', { day: '' }).replace(/\s*\.$/, '')).waitFor();
    await write(his, TITLE, 'Je prends les tables');
    const timer = his.page.getByRole('timer');
    await timer.waitFor();
    assert.match(await timer.textContent(), /0:[0-3]\d/);
    // Who keeps order does not wait.
    const hers = await seated(stage, school, marie, `/messages/${room}`, { name: 'Marie' });
    await arrives(hers, TITLE, 'Je prends les tables');
    await write(hers, TITLE, 'Merci !');
    await arrives(his, TITLE, 'Merci !');
    assert.equal(await hers.page.getByRole('timer').count(), 0);
});
