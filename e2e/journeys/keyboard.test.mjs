// (e) The whole way with the keyboard alone: Tab, arrows, Enter; at every step the focus can be seen.

import assert from 'node:assert/strict';

import { tabTo } from '../harness/keyboard.mjs';
import { PASSWORD } from '../harness/school.mjs';
import { scenario } from '../harness/scenario.mjs';
import { arrives, className, column, composer, entry, inList } from '../harness/thread.mjs';
import { words } from '../harness/words.mjs';

for (const width of [390, 1280]) {
    scenario(`From signing in to signing out with the keyboard alone (${width} px)`, async (stage) => {
        const school = await stage.school();
        const marie = await school.parentWithChild('Marie', 'Dupont');
        const desk = await stage.desk(school.server, { name: 'Marie', width });
        const { keyboard } = desk.page;
        const press = (key) => keyboard.press(key);

        await desk.goto('/connexion');
        await tabTo(desk, desk.field('form-email'));
        await keyboard.type(marie.email);
        await tabTo(desk, desk.field('form-password'));
        await keyboard.type(PASSWORD);
        await press('Enter');
        await desk.find('heading', 'home-hello', { name: 'Marie' }).waitFor();

        await tabTo(desk, entry(desk, 'nav-messages'));
        await press('Enter');
        await tabTo(desk, inList(desk, className(desk)));
        await press('Enter');
        await column(desk, className(desk)).waitFor();
        await tabTo(desk, composer(desk, className(desk)));
        const arrival = arrives(desk, className(desk), 'Écrit sans souris');
        await keyboard.type('Écrit sans souris');
        await tabTo(desk, desk.find('button', 'messages-send'));
        await press('Enter');
        await arrival;

        await toSettings(desk, width);
        await tabTo(desk, desk.page.getByRole('radio', { name: desk.say('theme-system'), exact: true }));
        await press('ArrowRight');
        await press('ArrowRight');
        assert.equal(await desk.page.evaluate(() => document.documentElement.dataset.theme), 'dark');
        await tabTo(desk, desk.page.getByRole('radio', { name: 'Français', exact: true }), { key: 'Shift+Tab' });
        await press('ArrowRight');
        desk.say = words('nl');
        await desk.find('heading', 'nav-settings').waitFor();
        assert.equal(await desk.page.evaluate(() => document.documentElement.lang), 'nl');

        // The other devices above may have the same word on their buttons.
        await tabTo(desk, desk.find('button', 'sign-out').last());
        await press('Enter');
        await desk.find('heading', 'sign-in-title').waitFor();
        assert.equal((await marie.api.get('/me')).locale, 'nl', 'the account remembers the language');
    });
}

// On a phone the settings are behind "More".
async function toSettings(desk, width) {
    if (width < 900) {
        // A thread on a phone may cover the bar: the way back leads to it.
        if ((await entry(desk, 'nav-more').count()) === 0) {
            await tabTo(desk, desk.page.getByRole('link', { name: desk.say('messages-back') }), { key: 'Shift+Tab' });
            await desk.page.keyboard.press('Enter');
        }
        await tabTo(desk, entry(desk, 'nav-more'));
        await desk.page.keyboard.press('Enter');
        await tabTo(desk, desk.page.getByRole('main').getByRole('link', { name: new RegExp(`^${desk.say('nav-settings')}`) }));
    } else {
        await tabTo(desk, entry(desk, 'nav-settings'), { key: 'Shift+Tab' });
    }
    await desk.page.keyboard.press('Enter');
    await desk.find('heading', 'nav-settings').waitFor();
}
