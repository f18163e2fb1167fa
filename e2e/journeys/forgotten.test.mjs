// (f) A forgotten password: the same warm answer for everybody, a link that works once, and a new password that opens the door.

import assert from 'node:assert/strict';

import { tabTo } from '../harness/keyboard.mjs';
import { linkTo, type } from '../harness/people.mjs';
import { PASSWORD } from '../harness/school.mjs';
import { scenario } from '../harness/scenario.mjs';

const NEW_PASSWORD = 'cinq moutons bleus';

scenario('From a forgotten password to signing in with a new one, with the keyboard alone, on a phone', async (stage) => {
    const school = await stage.school();
    const marie = await school.parent('Marie', 'Dupont');
    const desk = await stage.desk(school.server, { name: 'Marie', width: 320 });
    const press = (key) => desk.page.keyboard.press(key);

    await desk.goto('/connexion');
    await tabTo(desk, desk.find('link', 'forgot-link'));
    await press('Enter');
    await desk.find('heading', 'forgot-title').waitFor();
    await tabTo(desk, desk.field('form-email'));
    await desk.page.keyboard.type(marie.email);
    await press('Enter');
    await desk.text('mailbox-title').waitFor();

    const link = await linkTo(school.server, marie.email, '/mot-de-passe');
    await desk.goto(link);
    await tabTo(desk, desk.field('password-new'));
    await desk.page.keyboard.type(NEW_PASSWORD);
    await press('Enter');
    await desk.text('reset-done').waitFor();
    await tabTo(desk, desk.find('link', 'sign-in-action'));
    await press('Enter');

    desk.tolerates(/answer: 401 POST \/api\/v1\/login/);
    await type(desk, marie.email, PASSWORD);
    await desk.text('problem-wrong-credentials').waitFor();
    await type(desk, marie.email, NEW_PASSWORD);
    await desk.find('heading', 'home-hello', { name: 'Marie' }).waitFor();
    await assert.rejects(marie.api.get('/me'), /401/, 'every session from before is over');

    // The link works once, and looking at it again does no harm.
    desk.tolerates(/answer: 422/);
    await desk.goto(link);
    await desk.field('password-new').fill('six moutons rouges');
    await desk.find('button', 'reset-action').click();
    await desk.text('link-broken').waitFor();
});

scenario('Somebody without an account gets the same answer, and no mail (Dutch)', async (stage) => {
    const school = await stage.school();
    const desk = await stage.desk(school.server, { name: 'nobody', width: 390, language: 'nl' });
    await desk.goto('/mot-de-passe-oublie');
    await desk.field('form-email').fill('niemand@example.be');
    await desk.find('button', 'forgot-action').click();
    await desk.text('mailbox-title').waitFor();
    await desk.text('forgot-sent', { email: 'niemand@example.be' }).waitFor();
    assert.deepEqual(await school.server.mailsTo('niemand@example.be'), []);
});
