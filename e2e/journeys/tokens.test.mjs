// (h) A key for a program: made in the settings, shown once, works within its scopes, and stops when it is revoked.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { PASSWORD } from '../harness/school.mjs';
import { scenario } from '../harness/scenario.mjs';

scenario('A key made in the settings works as far as it was allowed to, until it is revoked', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont');
    const desk = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(desk, marie.email, '/reglages/acces-api');
    await desk.text('tokens-none').waitFor();

    await desk.find('button', 'token-make').click();
    const dialog = desk.dialog('token-make');
    await desk.field('token-name', dialog).fill('Agenda de la maison');
    await dialog.getByRole('checkbox', { name: new RegExp(`^${desk.say('scope-children-read')}`) }).check();
    await dialog.getByRole('button', { name: desk.say('token-make'), exact: true }).click();
    const shown = dialog.getByText(/^ehp_/);
    const token = (await shown.innerText()).trim();
    await dialog.getByRole('button', { name: desk.say('secret-kept'), exact: true }).click();

    const asked = (path) => fetch(`${school.server.origin}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    const children = await asked('/children');
    assert.equal(children.status, 200);
    assert.equal((await children.json()).items[0].first_name, 'Louis');
    const conversations = await asked('/conversations');
    assert.equal(conversations.status, 403);
    assert.equal((await conversations.json()).code, 'insufficient_scope');

    await desk.page.reload();
    assert.equal(await desk.page.getByText(token).count(), 0, 'shown once');
    await desk.find('button', 'token-revoke-of', { name: 'Agenda de la maison' }).click();
    await desk.dialog('token-revoke-title').getByRole('button', { name: desk.say('token-revoke'), exact: true }).click();
    await desk.text('tokens-none').waitFor();
    assert.equal((await asked('/children')).status, 401);
});

scenario('What was typed survives the question whether it is really me', async (stage) => {
    const school = await stage.school();
    const marie = await school.parent('Marie', 'Dupont');
    const desk = await stage.desk(school.server, { name: 'Marie', width: 390 });
    await signIn(desk, marie.email, '/reglages/acces-api');
    desk.tolerates(/answer: 401/, /answer: 422/);
    // As the server answers an hour after the password was shown.
    let asked = 0;
    await desk.page.route('**/api/v1/me/tokens', async (route) => {
        if (route.request().method() !== 'POST' || (asked += 1) > 1) return route.fallback();
        await route.fulfill({
            status: 401,
            headers: { 'content-type': 'application/problem+json' },
            body: JSON.stringify({ type: '/api/problems/reauth', title: 'Show it again', status: 401, code: 'reauth' }),
        });
    });
    await desk.find('button', 'token-make').click();
    const dialog = desk.dialog('token-make');
    await desk.field('token-name', dialog).fill('Home Assistant');
    await dialog.getByRole('checkbox').first().check();
    await dialog.getByRole('button', { name: desk.say('token-make'), exact: true }).click();

    const proof = desk.dialog('prove-title');
    await desk.field('form-password', proof).fill('ce n’est pas le bon');
    await desk.page.keyboard.press('Enter');
    await desk.text('problem-wrong-password').waitFor();
    await desk.field('form-password', proof).fill(PASSWORD);
    await desk.page.keyboard.press('Enter');
    await proof.waitFor({ state: 'hidden' });
    await dialog.getByText(/^ehp_/).waitFor();
    await dialog.getByRole('button', { name: desk.say('secret-kept'), exact: true }).click();
    await desk.page.getByText('Home Assistant').first().waitFor();
    assert.equal(asked, 2, 'the call was made once more, by itself');
});
