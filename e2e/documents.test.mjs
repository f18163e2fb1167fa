// Swagger UI as a developer uses it: without internet, with a token of their own.

import assert from 'node:assert/strict';

import { Api } from './harness/api.mjs';
import { PASSWORD } from './harness/school.mjs';
import { scenario } from './harness/scenario.mjs';

scenario('Swagger UI opens without internet, takes a token, and tries a call out', async (stage) => {
    const school = await stage.school();
    const { token } = await Api.signedIn(school.server.origin, school.headEmail, PASSWORD);
    const { page } = await stage.desk(school.server, { name: 'a developer' });
    const foreign = [];
    page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith('http') && origin !== school.server.origin) foreign.push(request.url());
    });
    await page.goto('/api/docs');
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    await page.getByLabel('auth-bearer-value').fill(token);
    await page.getByRole('button', { name: 'Apply credentials' }).first().click();
    await page.getByRole('button', { name: 'Close' }).first().click();
    // Swagger UI puts invisible marks into paths.
    await page.getByRole('button', { name: /^get \W*\/\W*me$/i }).click();
    const execute = page.getByRole('button', { name: 'Execute', exact: true });
    const tryOut = page.getByRole('button', { name: /Try it out/ });
    await execute.or(tryOut).first().waitFor();
    if (await tryOut.count()) await tryOut.first().click();
    const answered = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/v1/me');
    await execute.click();
    const answer = await answered;
    assert.equal(answer.status(), 200);
    assert.equal((await answer.json()).email, school.headEmail);
    await page.getByText(school.headEmail).first().waitFor();
    assert.deepEqual(foreign, [], 'nothing is loaded from elsewhere');
});
