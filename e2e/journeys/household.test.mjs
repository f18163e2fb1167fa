// A second parent comes in by an invitation of the first: the school confirms, and each sees what the other may do.

import assert from 'node:assert/strict';

import { linkTo, signIn } from '../harness/people.mjs';
import { PASSWORD } from '../harness/school.mjs';
import { scenario } from '../harness/scenario.mjs';

scenario('A parent invites the other one, who registers with the link and is let in by the school', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont');
    const jean = 'jean.dupont@ecole.example';

    const desk = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(desk, marie.email, '/profil');
    await desk.page.getByRole('link', { name: 'Louis Dupont', exact: true }).click();
    await desk.text('guardians-alone').waitFor();
    await desk.find('button', 'invite-action').click();
    const dialog = desk.dialog('invite-action');
    await desk.field('invite-email', dialog).fill(jean);
    await dialog.getByRole('radio', { name: desk.say('answer-yes'), exact: true }).check();
    await dialog.getByRole('button', { name: desk.say('invite-send'), exact: true }).click();
    await desk.text('invite-sent', { email: jean }).waitFor();

    const other = await stage.desk(school.server, { name: 'Jean', width: 320 });
    await other.goto(await linkTo(school.server, jean, '/invitation'));
    await other.field('form-first-name').fill('Jean');
    await other.field('form-last-name').fill('Dupont');
    await other.field('form-password').fill(PASSWORD);
    await other.find('button', 'register-action').click();
    await other.text('mailbox-title').waitFor();
    await other.goto(await linkTo(school.server, jean, '/verification'));
    await other.field('form-password').fill(PASSWORD);
    await other.find('button', 'verify-action').click();
    await other.find('heading', 'welcome-hello', { name: 'Jean' }).waitFor();

    await other.goto(`/enfants/${marie.child.id}`);
    await other.text('rights-pending').waitFor();
    const [link] = (await school.head.get('/guardian-links?status=pending')).items;
    assert.equal(link.invited_by, 'Marie Dupont');
    await school.head.post(`/guardian-links/${link.id}/confirm`);

    // Without a click: the server says that the family has changed.
    await other.text('rights-pending').waitFor({ state: 'detached' });
    const marieThere = other.page.getByRole('listitem').filter({ hasText: 'Marie Dupont' });
    await marieThere.getByText(other.say('rights-all')).waitFor();
    await desk.page.reload();
    await desk.page.getByRole('listitem').filter({ hasText: 'Jean Dupont' }).getByText(desk.say('rights-all')).waitFor();
});
