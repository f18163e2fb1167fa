// Messages that change: edited and deleted before the eyes of somebody else, answered and found again far back.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation, send } from '../harness/school.mjs';
import { arrives, className, column, composer, write } from '../harness/thread.mjs';
import { eventually } from '../harness/wait.mjs';

const bubble = (desk, title, text) => column(desk, title).locator('.bubble-item', { hasText: text });

/** Opens the menu of a message, with the right button of the mouse. */
async function menu(desk, title, text) {
    await bubble(desk, title, text).locator('.bubble').click({ button: 'right' });
    return desk.find('menu', 'messages-actions');
}

const choose = async (desk, title, text, entry) =>
    (await menu(desk, title, text)).getByRole('menuitem', { name: desk.say(entry), exact: true }).click();

async function two(stage) {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id } = await classConversation(marie.api, 'P3');
    return { school, marie, jean, id };
}

async function seated(stage, school, person, options) {
    const desk = await stage.desk(school.server, options);
    await signIn(desk, person.email, '/messages');
    return desk;
}

scenario('Marie edits and deletes a message, and Jean sees both happen', async (stage) => {
    const { school, marie, jean, id } = await two(stage);
    const [hers, his] = [
        await seated(stage, school, marie, { name: 'Marie' }),
        await seated(stage, school, jean, { name: 'Jean', width: 390 }),
    ];
    const p3 = className(hers);
    for (const desk of [hers, his]) {
        await desk.page.goto(`/messages/${id}`);
        await column(desk, p3).waitFor();
    }
    await write(hers, p3, 'La sortie est jeudi à 9 h');
    await arrives(his, p3, 'La sortie est jeudi à 9 h');

    await choose(hers, p3, 'La sortie est jeudi', 'messages-edit');
    assert.equal(await composer(hers, p3).inputValue(), 'La sortie est jeudi à 9 h');
    await write(hers, p3, 'La sortie est vendredi à 9 h');
    await arrives(his, p3, 'La sortie est vendredi à 9 h');
    await bubble(his, p3, 'vendredi').getByText(his.say('messages-edited'), { exact: true }).waitFor();
    assert.equal(await column(his, p3).getByText('jeudi').count(), 0, 'the old text is gone');
    assert.equal(await composer(hers, p3).inputValue(), '', 'nothing is left to send');

    // Taken back in time, nothing happens.
    await choose(hers, p3, 'vendredi', 'messages-delete');
    await hers.find('button', 'action-undo').click();
    await bubble(hers, p3, 'vendredi').waitFor();

    await choose(hers, p3, 'vendredi', 'messages-delete');
    await hers.text('messages-deleted').first().waitFor();
    await hers.page.locator('.toast').getByRole('button', { name: hers.say('action-close') }).click();
    await arrives(his, p3, his.say('messages-deleted'));
    assert.equal(await column(his, p3).getByText('vendredi').count(), 0, 'what was deleted is gone');
    const [gone] = (await jean.api.get(`/conversations/${id}/messages`)).items;
    assert.equal(gone.content, '');
});

scenario('Jean answers an old message, and Marie jumps from the answer to it', async (stage) => {
    const { school, marie, jean, id } = await two(stage);
    const question = await send(marie.api, id, 'Qui a perdu un gant rouge ?');
    for (let number = 1; number <= 260; number += 1) await send(marie.api, id, `Message ${number}`);
    await jean.api.post(`/conversations/${id}/messages`, {
        content: 'Moi, merci !', client_msg_id: crypto.randomUUID(), reply_to: question.id,
    });
    const desk = await seated(stage, school, marie, { name: 'Marie', width: 390 });
    const p3 = className(desk);
    await desk.page.goto(`/messages/${id}`);
    await arrives(desk, p3, 'Moi, merci !');
    assert.equal(await column(desk, p3).getByText('Message 1', { exact: true }).count(), 0, 'what is far back is not in the page');

    await desk.page.getByRole('button', { name: desk.say('messages-quote-jump', { name: 'Marie Dupont' }) }).click();
    await column(desk, p3).locator('.bubble-item[data-aimed="true"]').getByText('Qui a perdu un gant rouge').waitFor();
    const found = column(desk, p3).locator('.bubble-item[data-seq="1"]');
    await eventually('the question is on the screen', () => found.evaluate((item) => {
        const { top, bottom } = item.getBoundingClientRect();
        return top > 0 && bottom < innerHeight;
    }));
    assert.ok(await column(desk, p3).locator('.bubble-item').count() <= 180, 'only what is near is in the page');

    // What arrives meanwhile does not move her; the way back leads to it.
    await send(jean.api, id, 'Et un bonnet bleu ?');
    await found.getByText('Qui a perdu un gant rouge').waitFor();
    await desk.page.locator('.to-newest').click();
    await arrives(desk, p3, 'Et un bonnet bleu ?');

    // A link to a place leads there as well.
    await desk.page.goto(`/messages/${id}?place=100`);
    await column(desk, p3).locator('.bubble-item[data-seq="100"][data-aimed="true"]').waitFor();
});

scenario('With the keyboard alone: through the messages, and through the menu of one', async (stage) => {
    const { school, marie, id } = await two(stage);
    for (const word of ['un', 'deux', 'trois']) await send(marie.api, id, word);
    const desk = await seated(stage, school, marie, { name: 'Marie' });
    const p3 = className(desk);
    await desk.page.goto(`/messages/${id}`);
    await arrives(desk, p3, 'trois');
    await column(desk, p3).focus();
    const on = () => desk.page.evaluate(() => document.activeElement?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '');
    await desk.page.keyboard.press('ArrowUp');
    await eventually('the last message', async () => (await on()).includes('trois'));
    await desk.page.keyboard.press('ArrowUp');
    await eventually('the one above', async () => (await on()).includes('deux'));
    await desk.page.keyboard.press('Enter');
    await desk.find('menu', 'messages-actions').waitFor();
    await eventually('the first entry', async () => (await on()) === desk.say('messages-reply'));
    await desk.page.keyboard.press('End');
    await eventually('the last entry', async () => (await on()) === desk.say('messages-delete'));
    await desk.page.keyboard.press('Escape');
    await eventually('back on the message', async () => (await on()).includes('deux'));
    await desk.page.keyboard.press('Enter');
    await eventually('the first entry again', async () => (await on()) === desk.say('messages-reply'));
    await desk.page.keyboard.press('Enter');
    await eventually('where one writes', () => composer(desk, p3).evaluate((field) => field === document.activeElement));
    await desk.page.keyboard.type('quatre');
    await desk.page.keyboard.press('Enter');
    await arrives(desk, p3, 'quatre');
    const { items } = await marie.api.get(`/conversations/${id}/messages`);
    assert.equal(items.at(-1).reply_to, items[1].id);
});
