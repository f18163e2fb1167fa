// (b) The conversation of a class belongs to the families of the class: a code opens it at once, a claim does not, the school's word does.

import assert from 'node:assert/strict';

import { addChildWithCode, declareChild, signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { send, classConversation } from '../harness/school.mjs';
import { arrives, className, column, inList, openConversation } from '../harness/thread.mjs';

const NEWS = 'Photo de classe ce vendredi, pensez aux tabliers.';

scenario('A child added with its code makes the class conversation appear at once', async (stage) => {
    const school = await stage.school();
    const code = await school.enrolWithCode('Louis', 'Dupont');
    const marie = await school.parent('Marie', 'Dupont');
    const desk = await stage.desk(school.server, { name: 'Marie' });
    const list = await stage.desk(school.server, { name: 'Marie, other window', width: 390 });
    await signIn(list, marie.email, '/messages');
    await list.text('messages-none').waitFor();
    await signIn(desk, marie.email, '/profil');
    await addChildWithCode(desk, { code, child: 'Louis' });
    // In the other window it appears by itself.
    await inList(list, className(list)).waitFor({ timeout: 3_000 });
    await openConversation(desk, className(desk));
});

scenario('A declared child opens nothing until the school confirms, and then at once', async (stage) => {
    const school = await stage.school();
    await school.enrol('Louis', 'Dupont');
    const anna = await school.parentWithChild('Anna', 'Claes', { child: 'Noor' });
    await send(anna.api, (await classConversation(anna.api, 'P3')).id, NEWS);
    const marie = await school.parent('Marie', 'Dupont');

    const desk = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(desk, marie.email, '/profil');
    await declareChild(desk, { firstName: 'Louis', lastName: 'Dupont', level: 'P3' });
    await desk.page.goto('/messages');
    await desk.text('messages-none').waitFor();
    assert.equal(await inList(desk, className(desk)).count(), 0, 'nothing of the class before the school confirms');
    assert.deepEqual((await marie.api.get('/conversations')).items, []);

    const office = await stage.desk(school.server, { name: 'Nadia' });
    await signIn(office, school.headEmail, '/ecole');
    const request = office.page.getByRole('listitem').filter({ hasText: 'Marie Dupont' });
    await request.getByRole('radio', { name: office.say('link-same', { child: 'Louis Dupont, P3' }) }).check();
    await request.getByRole('button', { name: office.say('link-confirm'), exact: true }).click();
    await office.text('link-is-confirmed', { name: 'Marie Dupont' }).waitFor();
    await office.text('requests-none').waitFor();

    await inList(desk, className(desk)).click({ timeout: 3_000 });
    await arrives(desk, className(desk), NEWS);
    await column(desk, className(desk)).waitFor();
});

scenario('A parent who removes a child loses the conversation of the class at once, in every window', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const anna = await school.parentWithChild('Anna', 'Claes', { child: 'Noor' });
    const { id } = await classConversation(marie.api, 'P3');
    const reading = await stage.desk(school.server, { name: 'Marie, reading', width: 390 });
    await signIn(reading, marie.email);
    await openConversation(reading, className(reading));
    const profile = await stage.desk(school.server, { name: 'Marie' });
    await signIn(profile, marie.email, '/profil');
    await profile.find('button', 'child-remove', { name: 'Louis Dupont' }).click();
    await profile.dialog('child-remove-title').getByRole('button', { name: profile.say('child-remove-action'), exact: true }).click();
    await profile.text('child-removed', { name: 'Louis' }).waitFor();

    // The page that was open asks again what it may not see any more.
    reading.tolerates(/answer: 404/);
    await reading.text('messages-left-told', { name: className(reading) }).waitFor({ timeout: 3_000 });
    await send(anna.api, id, NEWS);
    await reading.text('messages-none').waitFor();
    assert.equal(new URL(reading.page.url()).pathname, '/messages');
    assert.equal(await reading.page.getByText(NEWS).count(), 0);
});
