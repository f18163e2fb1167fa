// (g) A second factor: on, then asked for at the door, by the app's code or a recovery code; and off again, after a fresh proof.

import assert from 'node:assert/strict';

import { type } from '../harness/people.mjs';
import { PASSWORD } from '../harness/school.mjs';
import { scenario } from '../harness/scenario.mjs';
import { code, nextCode } from '../harness/totp.mjs';

scenario('A second factor is set up, asked for, and stood in for by a recovery code once', async (stage) => {
    const school = await stage.school();
    const marie = await school.parent('Marie', 'Dupont');
    const desk = await stage.desk(school.server, { name: 'Marie', width: 390 });
    const { secret, codes } = await turnOn(desk, marie.email);
    assert.equal(codes.length, 10);
    assert.equal(new Set(codes).size, 10);

    await signOut(desk);
    desk.tolerates(/answer: 401 POST \/api\/v1\/login/);
    await type(desk, marie.email, PASSWORD);
    // Pasted with the space that apps show.
    await desk.field('second-code').waitFor();
    const digits = nextCode(secret);
    await desk.field('second-code').fill(`${digits.slice(0, 3)} ${digits.slice(3)}`);
    assert.equal(await desk.field('second-code').inputValue(), digits);
    await desk.find('button', 'sign-in-action').click();
    await desk.find('heading', 'home-hello', { name: 'Marie' }).waitFor();

    await signOut(desk);
    await withRecoveryCode(desk, marie.email, codes[0].toLowerCase());
    await desk.find('heading', 'home-hello', { name: 'Marie' }).waitFor();
    await desk.goto('/reglages/securite');
    await desk.page.getByText(desk.say('second-left', { count: 9 })).waitFor();

    await signOut(desk);
    desk.tolerates(/answer: 4\d\d POST \/api\/v1\/login/);
    await withRecoveryCode(desk, marie.email, codes[0]);
    await desk.text('problem-wrong-code').waitFor();
});

scenario('A second factor is turned off again, and the password alone opens the door (English)', async (stage) => {
    const school = await stage.school();
    const marie = await school.parent('Marie', 'Dupont', { locale: 'en' });
    const desk = await stage.desk(school.server, { name: 'Marie', language: 'en' });
    await turnOn(desk, marie.email);
    await desk.find('button', 'second-turn-off').click();
    const dialog = desk.dialog('second-turn-off-title');
    await dialog.getByRole('button', { name: desk.say('second-turn-off'), exact: true }).click();
    await desk.text('second-is-off').waitFor();
    await signOut(desk);
    await type(desk, marie.email, PASSWORD);
    await desk.find('heading', 'home-hello', { name: 'Marie' }).waitFor();
});

/** Signs in and turns a second factor on; ends on its page, and gives the secret and the recovery codes. */
async function turnOn(desk, email) {
    await desk.goto('/connexion');
    await type(desk, email, PASSWORD);
    await desk.find('heading', 'home-hello', { name: 'Marie' }).waitFor();
    await desk.goto('/reglages/securite');
    await desk.find('link', 'second-turn-on').click();
    const begun = desk.page.waitForResponse((answer) => answer.url().endsWith('/me/second-factor') && answer.request().method() === 'POST');
    await desk.find('button', 'second-begin').click();
    const { secret } = await (await begun).json();
    await desk.find('img', 'second-qr').waitFor();
    await desk.field('second-confirm').fill(code(secret));
    await desk.find('button', 'second-confirm-action').click();
    const kept = desk.find('button', 'recovery-kept');
    await kept.waitFor();
    const codes = await desk.page.getByRole('main').getByRole('listitem').allInnerTexts();
    await kept.click();
    await desk.find('button', 'recovery-renew').waitFor();
    return { secret, codes: codes.map((text) => text.trim()).filter((text) => text.includes('-')) };
}

async function withRecoveryCode(desk, email, recovery) {
    await type(desk, email, PASSWORD);
    await desk.find('button', 'second-use-recovery').click();
    await desk.field('second-recovery-code').fill(recovery);
    await desk.find('button', 'sign-in-action').click();
}

async function signOut(desk) {
    await desk.goto('/reglages');
    await desk.find('button', 'sign-out').click();
    await desk.find('heading', 'sign-in-title').waitFor();
}
