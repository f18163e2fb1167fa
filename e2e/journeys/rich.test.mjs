// What hangs on messages, live in two browsers: a reaction, a poll, somebody spoken to; and a draft that waits on another device.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { document } from '../harness/pictures.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation, send } from '../harness/school.mjs';
import { arrives, className, column, composer, inList, write } from '../harness/thread.mjs';
import { eventually } from '../harness/wait.mjs';

const bubble = (desk, title, text) => column(desk, title).locator('.bubble-item', { hasText: text });

async function two(stage) {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id } = await classConversation(marie.api, 'P3');
    const open = async (person, options) => {
        const desk = await stage.desk(school.server, options);
        await signIn(desk, person.email, '/messages');
        await desk.page.goto(`/messages/${id}`);
        await column(desk, className(desk)).waitFor();
        return desk;
    };
    return { marie, jean, id, open };
}

scenario('Jean thanks with an emoji: Marie sees it, and has nothing more to read', async (stage) => {
    const { marie, jean, id, open } = await two(stage);
    await send(marie.api, id, 'Les photos sont en ligne');
    const [hers, his] = [await open(marie, { name: 'Marie' }), await open(jean, { name: 'Jean', width: 390 })];
    const p3 = className(hers);

    await bubble(his, p3, 'photos').locator('.bubble').click({ button: 'right' });
    await his.find('menu', 'messages-actions').waitFor();
    await his.page.getByRole('button', { name: his.say('messages-react-with', { emoji: '🙏' }) }).click();
    const chip = (desk) => bubble(desk, p3, 'photos').locator('.reaction');
    await chip(hers).waitFor();
    assert.equal(await chip(hers).getAttribute('aria-pressed'), 'false');
    await eventually('Jean’s chip is his', async () => (await chip(his).getAttribute('aria-pressed')) === 'true');

    // Marie joins in with the chip itself.
    await chip(hers).click();
    await eventually('two of them', async () => (await chip(his).textContent()).includes('2'));
    await chip(his).click();
    await eventually('one is left', async () => (await chip(hers).textContent()).includes('1'));
    assert.equal((await marie.api.get(`/conversations/${id}`)).unread_count, 0);

    // Another one from the table, found by a word without its accent.
    await bubble(hers, p3, 'photos').locator('.bubble').click({ button: 'right' });
    await (await hers.find('menu', 'messages-actions')).getByRole('menuitem', { name: hers.say('messages-react'), exact: true }).click();
    await hers.page.getByRole('dialog').getByRole('searchbox').fill('fete');
    await hers.page.getByRole('dialog').locator('.emoji', { hasText: '🥳' }).click();
    await bubble(his, p3, 'photos').locator('.reaction', { hasText: '🥳' }).waitFor();
});

scenario('Marie asks which day, Jean votes, and both see the numbers move', async (stage) => {
    const { marie, jean, open } = await two(stage);
    const [hers, his] = [await open(marie, { name: 'Marie' }), await open(jean, { name: 'Jean', width: 390 })];
    const p3 = className(hers);
    await hers.find('button', 'messages-more-ways').click();
    await hers.find('button', 'messages-way-poll').click();
    await hers.field('messages-poll-question').fill('Quel jour pour la fancy-fair ?');
    await hers.page.getByLabel(hers.say('messages-poll-option', { number: 1 })).fill('Samedi');
    await hers.page.getByLabel(hers.say('messages-poll-option', { number: 2 })).fill('Dimanche');
    await hers.find('button', 'messages-poll-send').click();

    const option = (desk, text) => column(desk, p3).locator('.poll-option', { hasText: text });
    await option(his, 'Samedi').click();
    const votes = (desk, text) => option(desk, text).locator('.poll-votes').textContent();
    await eventually('Marie sees the vote', async () => (await votes(hers, 'Samedi')) === '1');
    assert.equal(await option(hers, 'Samedi').getAttribute('aria-checked'), 'false', 'it is not hers');
    await option(hers, 'Dimanche').click();
    await option(his, 'Dimanche').click();
    for (const desk of [hers, his]) {
        await eventually('both on Sunday', async () => (await votes(desk, 'Dimanche')) === '2' && (await votes(desk, 'Samedi')) === '0');
    }
    await hers.find('button', 'messages-poll-close').click();
    await his.text('messages-poll-closed').waitFor();
    assert.ok(await option(his, 'Samedi').isDisabled());

    // On paper the question stands with its answers and their numbers.
    await hers.goto(`${new URL(hers.page.url()).pathname}/papier`);
    const line = hers.page.locator('.paper-text', { hasText: 'Quel jour pour la fancy-fair ?' });
    await line.getByText(hers.say('messages-poll-answer', { text: 'Dimanche', count: 2 })).waitFor();
});

scenario('Files cannot leave later: the page says so, and keeps them', async (stage) => {
    const { marie, open } = await two(stage);
    const desk = await open(marie, { name: 'Marie', width: 390 });
    const p3 = className(desk);
    await composer(desk, p3).fill('Le menu de lundi');
    await desk.page.locator('.composer input[type="file"]').first().setInputFiles([document('menu.pdf')]);
    await desk.page.locator('.tray-item[data-state="done"]').waitFor();
    await desk.find('button', 'messages-more-ways').click();
    await desk.find('button', 'messages-way-later').click();
    await desk.text('messages-later-files').waitFor();
    assert.equal(await desk.page.locator('.later-presets').count(), 0);
    await desk.dialog('messages-way-later').getByRole('button', { name: desk.say('action-close') }).click();
    assert.equal(await composer(desk, p3).inputValue(), 'Le menu de lundi');
    await desk.page.locator('.tray-item[data-state="done"]').waitFor();
    await desk.find('button', 'messages-send').click();
    await column(desk, p3).getByRole('link', { name: /menu\.pdf/ }).waitFor();
});

scenario('Marie speaks to Jean with the keyboard, and his list says so', async (stage) => {
    const { marie, jean, open } = await two(stage);
    const [hers, his] = [await open(marie, { name: 'Marie' }), await open(jean, { name: 'Jean' })];
    const p3 = className(hers);
    await his.page.goto('/messages');
    await composer(hers, p3).focus();
    await hers.page.keyboard.type('Merci @dub');
    await hers.page.getByRole('option', { name: /Jean Dubois/ }).waitFor();
    await hers.page.keyboard.press('Enter');
    await eventually('his name is there', async () => (await composer(hers, p3).inputValue()) === 'Merci @Jean Dubois ');
    await hers.page.keyboard.type('**beaucoup**');
    await hers.page.keyboard.press('Enter');
    await arrives(hers, p3, 'beaucoup');
    await column(hers, p3).locator('.mention', { hasText: '@Jean Dubois' }).waitFor();
    await column(hers, p3).locator('strong', { hasText: 'beaucoup' }).waitFor();
    await inList(his, p3).locator('.badge-mention').waitFor();
    await inList(his, p3).click();
    await column(his, p3).locator('.mention[data-me="true"]').waitFor();
});

scenario('What Marie begins on her phone waits on her desktop, and what she schedules leaves by itself', async (stage) => {
    const { marie, id, open } = await two(stage);
    const phone = await open(marie, { name: 'phone', width: 390 });
    const p3 = className(phone);
    await composer(phone, p3).fill('Est-ce que quelqu’un');
    await eventually('the server has it', async () => (await marie.api.get(`/conversations/${id}/draft`)).content === 'Est-ce que quelqu’un');
    const desktop = await open(marie, { name: 'desktop' });
    await eventually('it is there', async () => (await composer(desktop, p3).inputValue()) === 'Est-ce que quelqu’un');

    await composer(phone, p3).fill('Est-ce que quelqu’un a des bottes ?');
    await phone.find('button', 'messages-more-ways').click();
    await phone.find('button', 'messages-way-later').click();
    await phone.page.locator('.later-presets button').first().click();
    await phone.text('messages-later-waiting', { count: 1 }).waitFor();
    await desktop.text('messages-later-waiting', { count: 1 }).waitFor();
    assert.equal(await composer(phone, p3).inputValue(), '');
    assert.equal((await marie.api.get(`/conversations/${id}/scheduled`)).items.length, 1);
    await desktop.text('messages-later-waiting', { count: 1 }).click();
    await desktop.find('button', 'messages-later-cancel').click();
    await desktop.text('messages-later-none').waitFor();
    await write(phone, p3, 'Finalement non, merci !');
    await arrives(desktop, p3, 'Finalement non, merci !');
});
