// (m) A group: made by a parent with two others, alive in two browsers; whoever is taken out loses it at once; rooms of the school and its
// office beside it.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { photo } from '../harness/pictures.mjs';
import { scenario } from '../harness/scenario.mjs';
import { send } from '../harness/school.mjs';
import { arrives, column, composer, inList, write } from '../harness/thread.mjs';
import { eventually } from '../harness/wait.mjs';

const TITLE = 'Stand de crêpes';
const CALL = 'Qui apporte les œufs ?';
const AFTER = 'On se voit samedi';

scenario('A parent makes a group with two others, and everybody sees it live', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const anna = await school.parentWithChild('Anna', 'Claes', { child: 'Noor' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });

    const other = await stage.desk(school.server, { name: 'Anna', width: 390 });
    await signIn(other, anna.email, '/messages');
    const third = await stage.desk(school.server, { name: 'Jean' });
    await signIn(third, jean.email, '/messages');
    const desk = await stage.desk(school.server, { name: 'Marie' });
    await signIn(desk, marie.email, '/messages/nouveau');

    await desk.page.getByRole('radio', { name: desk.say('messages-new-several') }).check({ force: true });
    await desk.field('messages-group-name').fill(TITLE);
    // Both at once, with their check boxes; the chips show who was chosen.
    for (const name of [anna.name, jean.name]) {
        await desk.page.getByRole('searchbox', { name: desk.say('messages-people-search') }).fill(name);
        await desk.page.getByRole('checkbox', { name: new RegExp(name) }).check();
    }
    await desk.find('button', 'messages-people-take-away', { name: anna.name }).waitFor();
    await desk.text('messages-readers', { count: 3 }).waitFor();
    await desk.find('button', 'messages-group-make').click();
    await column(desk, TITLE).waitFor();

    // In the other browsers it appears by itself.
    await inList(other, TITLE).click({ timeout: 5_000 });
    await inList(third, TITLE).click({ timeout: 5_000 });
    await column(other, TITLE).getByText(other.say('messages-note-created', { name: marie.name, title: TITLE })).waitFor();
    const seen = arrives(other, TITLE, CALL);
    await write(desk, TITLE, CALL);
    await seen;

    // Anna is taken out: she is back at her list, which says so, and nothing newer reaches her.
    other.tolerates(/answer: 404/);
    await desk.page.getByRole('link', { name: desk.say('messages-members', { count: 3 }) }).click();
    await desk.find('button', 'messages-member-more', { name: anna.name }).click();
    await desk.find('button', 'messages-member-remove').click();
    await other.text('messages-left-told', { name: TITLE }).waitFor({ timeout: 5_000 });
    await other.find('heading', 'nav-messages').waitFor();
    assert.equal(new URL(other.page.url()).pathname, '/messages');
    await desk.find('link', 'messages-info-back').click();
    const after = arrives(third, TITLE, AFTER);
    await write(desk, TITLE, AFTER);
    await after;
    await column(third, TITLE).getByText(third.say('messages-note-removed', { name: marie.name, people: anna.name })).waitFor();
    assert.equal(await inList(other, TITLE).count(), 0);
    assert.equal(await other.page.getByText(AFTER).count(), 0);

    // Marie leaves; Jean follows her. What she has just read may still be on its way.
    desk.tolerates(/answer: 404 PUT .*\/read/);
    await desk.page.getByRole('link', { name: desk.say('messages-members', { count: 2 }) }).click();
    await desk.find('button', 'messages-leave').click();
    await desk.dialog('messages-leave-sure').getByRole('button', { name: desk.say('messages-leave'), exact: true }).click();
    await desk.text('messages-left-told', { name: TITLE }).waitFor();
    await desk.find('heading', 'nav-messages').waitFor();
    // The way back does not lead to what is not hers any more.
    assert.equal(new URL(desk.page.url()).pathname, '/messages');
    await eventually('out of her list', async () => (await inList(desk, TITLE).count()) === 0);
    await third.page.getByRole('link', { name: third.say('messages-members', { count: 1 }) }).click();
    await third.text('messages-role-owner').waitFor();
});

scenario('Whoever keeps a group gives it a picture, and everybody sees it at once', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const made = await marie.api.post('/conversations', { kind: 'group', title: TITLE, members: [jean.id] });
    const his = await stage.desk(school.server, { name: 'Jean' });
    await signIn(his, jean.email, `/messages/${made.id}`);
    await column(his, TITLE).waitFor();
    const hers = await stage.desk(school.server, { name: 'Marie', width: 390 });
    hers.tolerates(/ERR_|request: POST/);
    await signIn(hers, marie.email, `/messages/${made.id}/infos`);
    const [seen, shown] = [his.page.locator('.thread-head .avatar img'), hers.page.locator('.info-picture .avatar img')];
    const choose = (name, number) => hers.page.locator('.info-picture input[type="file"]').setInputFiles(photo(name, number));
    await hers.find('button', 'messages-picture-choose').waitFor();

    // Without a network nothing changes, and the page says why.
    await hers.context.setOffline(true);
    await choose('stand.png', 0);
    await hers.page.getByRole('alert').getByText(hers.say('problem-no-answer')).waitFor();
    assert.equal(await shown.count(), 0);
    await hers.context.setOffline(false);
    await choose('stand.png', 0);
    await hers.text('messages-picture-set').waitFor();
    await seen.waitFor();
    await inList(his, TITLE).locator('.avatar img').waitFor();
    await column(his, TITLE).getByText(his.say('messages-note-pictured', { name: marie.name })).waitFor();
    const first = await seen.getAttribute('src');

    await choose('affiche.png', 1);
    await eventually('the other picture', async () => (await seen.getAttribute('src')) !== first);
    // Who only takes part has no buttons.
    await his.goto(`/messages/${made.id}/infos`);
    await his.page.locator('.info-picture .avatar img').waitFor();
    assert.equal(await his.find('button', 'messages-picture-change').count(), 0);

    // Taken away with a way back, and then for good when the page is left.
    const takeAway = async () => {
        await hers.find('button', 'messages-picture-remove').click();
        await shown.waitFor({ state: 'detached' });
    };
    await takeAway();
    await hers.find('button', 'action-undo').click();
    await shown.waitFor();
    await takeAway();
    await hers.find('link', 'messages-info-back').click();
    await eventually('his circle has letters again', async () => (await his.page.locator('.info-picture .avatar img').count()) === 0, 15_000);
});

scenario('A room of the school is joined by its address, and the office answers a family', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const made = await school.head.post('/conversations', { kind: 'public', title: 'Fancy-fair' });
    const desk = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(desk, marie.email, `/messages/salon/${made.slug}`);
    await desk.find('button', 'messages-public-join').click();
    const seen = arrives(desk, 'Fancy-fair', 'Bienvenue');
    await column(desk, 'Fancy-fair').waitFor();
    await send(school.head, made.id, 'Bienvenue');
    await seen;

    const office = await stage.desk(school.server, { name: 'Nadia' });
    await signIn(office, school.headEmail, '/messages');
    await desk.page.goto('/messages/nouveau');
    await desk.page.getByRole('button', { name: new RegExp(desk.say('messages-office-write')) }).click();
    const inbox = desk.say('messages-office');
    await column(desk, inbox).waitFor();
    const family = office.say('messages-family', { name: 'Dupont' });
    await inList(office, family).click({ timeout: 5_000 });
    await column(office, family).waitFor();
    const heard = arrives(office, family, 'Louis sera absent');
    await composer(desk, inbox).fill('Louis sera absent');
    await desk.find('button', 'messages-send').click();
    await heard;
});
