// A new e-mail address counts from its confirmation on; a mail of a registration that got lost is sent again.

import assert from 'node:assert/strict';

import { linkTo, signIn, type } from '../harness/people.mjs';
import { PASSWORD, SCHOOL_CODE } from '../harness/school.mjs';
import { scenario } from '../harness/scenario.mjs';
import { eventually } from '../harness/wait.mjs';

scenario('An address is changed by the link of the mail to the new one', async (stage) => {
    const school = await stage.school();
    const marie = await school.parent('Marie', 'Dupont');
    const fresh = 'marie.nouvelle@ecole.example';
    const desk = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(desk, marie.email, '/reglages/securite');
    await desk.find('button', 'address-change').click();
    const dialog = desk.dialog('address-change');
    await desk.field('address-new', dialog).fill(fresh);
    await desk.field('form-password', dialog).fill(PASSWORD);
    await dialog.getByRole('button', { name: desk.say('address-change'), exact: true }).click();
    await desk.text('mailbox-title').waitFor();
    assert.equal((await marie.api.get('/me')).email, marie.email, 'nothing changes before the link is confirmed');

    await desk.goto(await linkTo(school.server, fresh, '/adresse'));
    await desk.find('button', 'address-action').click();
    await desk.text('address-done').waitFor();

    const other = await stage.desk(school.server, { name: 'Marie elsewhere' });
    await signIn(other, fresh);
    await other.find('heading', 'home-hello', { name: 'Marie' }).waitFor();
});

scenario('Whoever is refused because the address is not confirmed gets the mail once more (English)', async (stage) => {
    const school = await stage.school();
    const email = 'tom.claes@ecole.example';
    const desk = await stage.desk(school.server, { name: 'Tom', width: 390, language: 'en' });
    await desk.goto('/inscription');
    await desk.field('form-first-name').fill('Tom');
    await desk.field('form-last-name').fill('Claes');
    await desk.field('form-email').fill(email);
    await desk.field('form-password').fill(PASSWORD);
    await desk.field('form-school-code').fill(SCHOOL_CODE);
    await desk.find('button', 'register-action').click();
    await desk.text('mailbox-title').waitFor();
    const first = await linkTo(school.server, email, '/verification');

    desk.tolerates(/answer: 401 POST \/api\/v1\/login/, /answer: 422/);
    await desk.goto('/connexion');
    await type(desk, email, PASSWORD);
    await desk.find('button', 'resend-action').click();
    await desk.text('resend-done').waitFor();
    const second = await eventually('another link', async () => {
        const link = await linkTo(school.server, email, '/verification');
        return link !== first && link;
    });

    // Only the newest link works.
    await desk.goto(first);
    await desk.field('form-password').fill(PASSWORD);
    await desk.find('button', 'verify-action').click();
    await desk.find('link', 'verify-again').waitFor();
    await desk.goto(second);
    await desk.field('form-password').fill(PASSWORD);
    await desk.find('button', 'verify-action').click();
    await desk.find('heading', 'welcome-hello', { name: 'Tom' }).waitFor();
});
