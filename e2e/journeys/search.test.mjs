// What was said is found again without its accents, in its context, and the way back leads to the same results.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { classConversation, send } from '../harness/school.mjs';
import { scenario } from '../harness/scenario.mjs';
import { className, column } from '../harness/thread.mjs';

for (const width of [320, 1280]) {
    scenario(`A word is found without its accents, and leads to its message (${width} px)`, async (stage) => {
        const school = await stage.school();
        const marie = await school.parentWithChild('Marie', 'Dupont');
        const jean = await school.parentWithChild('Jean', 'Dubois');
        const room = await classConversation(marie.api, 'P3');
        await send(marie.api, room.id, 'L’événement est déplacé au préau');
        for (let number = 0; number < 30; number += 1) await send(marie.api, room.id, `Autre chose ${number}`);

        const desk = await stage.desk(school.server, { name: 'Jean', width });
        await signIn(desk, jean.email, '/messages');
        const field = desk.page.getByRole('searchbox', { name: desk.say('messages-search') });
        await field.waitFor();
        await desk.page.keyboard.press('/');
        assert.equal(await field.evaluate((field) => field === document.activeElement), true, '/ leads to the field');
        await desk.page.keyboard.type('evenement');
        await desk.find('link', 'search-everywhere', { words: 'evenement' }).click();
        const mark = desk.page.locator('.search-results mark').first();
        await mark.waitFor();
        assert.equal(await mark.textContent(), 'événement');
        await mark.click();
        await column(desk, className(desk)).waitFor();
        await desk.page.getByText('L’événement est déplacé au préau').first().waitFor();
        assert.match(desk.page.url(), /place=1$/);

        await desk.page.goBack();
        await mark.waitFor();
        assert.match(desk.page.url(), /q=evenement/);

        // what is looked for is remembered on this device, and only there
        await desk.goto('/recherche');
        await desk.page.getByRole('button', { name: 'evenement' }).waitFor();
        await desk.find('button', 'search-forget').click();
        await desk.page.getByRole('button', { name: 'evenement' }).waitFor({ state: 'detached' });
    });
}
