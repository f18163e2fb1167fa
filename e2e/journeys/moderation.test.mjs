// A message is reported, hidden before everybody's eyes, and shown again after an appeal; and a question finds its answer.

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation, send } from '../harness/school.mjs';
import { arrives, className, column } from '../harness/thread.mjs';

const HURTS = 'Des mots qui blessent';

const bubble = (desk, title, text) => column(desk, title).locator('.bubble-item', { hasText: text });

/** Chooses a line of the menu of a message, opened with the right button of the mouse. */
async function choose(desk, title, text, entry) {
    await bubble(desk, title, text).locator('.bubble').click({ button: 'right' });
    await desk.find('menu', 'messages-actions').getByRole('menuitem', { name: desk.say(entry), exact: true }).click();
}

async function seated(stage, school, { email }, path, options) {
    const desk = await stage.desk(school.server, options);
    await signIn(desk, email, path);
    return desk;
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
});
