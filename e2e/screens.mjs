// Every screen in every state: where it is, who sees it, how one gets there. The checks of screens.test.mjs and the pictures of
// shots.mjs go through this list; a new screen is added here.
//
// `who`: a person of `cast.mjs`, or nobody. `path`: its address, or a function of the cast. `title`: a key, the words before
// "· EcoleHub" in the browser's tab. `show`: what to do on the page to reach the state; it ends by waiting for the state.
// `faults`: patterns of what goes wrong on purpose.

import { photo } from './harness/pictures.mjs';
import { className, column, composer, write } from './harness/thread.mjs';

/** The screens, in the order in which a family meets them. */
export const SCREENS = [
    { name: 'sign-in', path: '/connexion', title: 'sign-in-title', show: (desk) => desk.text('demo-tab').waitFor() },
    {
        name: 'sign-in-refused',
        path: '/connexion',
        title: 'sign-in-title',
        faults: [/answer: 401/],
        async show(desk) {
            await desk.field('form-email').fill('marie@example.be');
            await desk.field('form-password').fill('ce n’est pas le bon');
            await desk.find('button', 'sign-in-action').click();
            await desk.text('problem-wrong-credentials').waitFor();
        },
    },
    {
        name: 'sign-in-second-step',
        path: '/connexion',
        title: 'sign-in-title',
        faults: [/answer: 401/],
        before: (desk) => answers(desk, 'POST', '/login', problem(401, 'second_factor_needed')),
        show: secondStep,
    },
    {
        name: 'sign-in-recovery-code',
        path: '/connexion',
        title: 'sign-in-title',
        faults: [/answer: 4/],
        async before(desk) {
            await answers(desk, 'POST', '/login', problem(401, 'second_factor_needed'));
        },
        async show(desk) {
            await secondStep(desk);
            await desk.find('button', 'second-use-recovery').click();
            await desk.field('second-recovery-code').waitFor();
            await answers(desk, 'POST', '/login', problem(422, 'wrong_code'));
            await desk.field('second-recovery-code').fill('K7QM-4XTD-9WPR');
            await desk.find('button', 'sign-in-action').click();
            await desk.text('problem-wrong-code').waitFor();
        },
    },
    { name: 'forgotten', path: '/mot-de-passe-oublie', title: 'forgot-title', show: (desk) => desk.field('form-email').waitFor() },
    {
        name: 'forgotten-sent',
        path: '/mot-de-passe-oublie',
        title: 'forgot-title',
        async show(desk) {
            await desk.field('form-email').fill('amelie.vandenberghe-okonkwo@example.be');
            await desk.find('button', 'forgot-action').click();
            await desk.text('mailbox-title').waitFor();
        },
    },
    {
        name: 'new-password',
        path: '/mot-de-passe?token=abc',
        title: 'reset-title',
        show: (desk) => desk.field('password-new').fill('cinq moutons bleus'),
    },
    {
        name: 'new-password-done',
        path: '/mot-de-passe?token=abc',
        title: 'reset-title',
        before: (desk) => answers(desk, 'POST', '/password/reset', { status: 204 }),
        async show(desk) {
            await desk.field('password-new').fill('cinq moutons bleus');
            await desk.find('button', 'reset-action').click();
            await desk.text('reset-done').waitFor();
        },
    },
    { name: 'new-password-broken', path: '/mot-de-passe', title: 'reset-title', show: (desk) => desk.text('link-broken').waitFor() },
    { name: 'new-address', path: '/adresse?token=abc', title: 'address-title', show: (desk) => desk.find('button', 'address-action').waitFor() },
    {
        name: 'new-address-broken',
        path: '/adresse?token=abc',
        title: 'address-title',
        faults: [/answer: 422/],
        async show(desk) {
            await desk.find('button', 'address-action').click();
            await desk.text('link-broken').waitFor();
        },
    },
    {
        name: 'invitation',
        path: '/invitation?token=abc',
        title: 'invitation-title',
        before: (desk) => invites(desk, 'amelie.vandenberghe@example.be'),
        show: (desk) => desk.field('form-first-name').waitFor(),
    },
    {
        name: 'invitation-accept',
        who: 'newcomer',
        path: '/invitation?token=abc',
        title: 'invitation-title',
        before: (desk, cast) => invites(desk, cast.people.newcomer.email),
        show: (desk) => desk.find('button', 'invitation-accept').waitFor(),
    },
    {
        name: 'invitation-other',
        who: 'newcomer',
        path: '/invitation?token=abc',
        title: 'invitation-title',
        before: (desk) => invites(desk, 'quelqu.un@example.be'),
        show: (desk) => desk.find('button', 'sign-out').waitFor(),
    },
    { name: 'invitation-broken', path: '/invitation?token=abc', title: 'invitation-title', faults: [/answer: 422/], show: (desk) => desk.text('link-broken').waitFor() },
    {
        name: 'register',
        path: '/inscription',
        title: 'register-title',
        async show(desk) {
            await desk.field('form-school-code').waitFor();
            await desk.field('form-password').fill('quatre moutons');
        },
    },
    {
        name: 'register-refused',
        path: '/inscription',
        title: 'register-title',
        faults: [/answer: 422/],
        async show(desk) {
            await desk.field('form-school-code').waitFor();
            await desk.find('button', 'register-action').click();
            await desk.text('problem-invalid').waitFor();
        },
    },
    {
        name: 'mailbox',
        path: '/inscription',
        title: 'register-title',
        async show(desk, cast) {
            await desk.field('form-first-name').fill('Amélie');
            await desk.field('form-last-name').fill('Vandenberghe');
            await desk.field('form-email').fill('amelie.vandenberghe@example.be');
            await desk.field('form-password').fill('quatre moutons verts');
            await desk.field('form-school-code').fill(cast.registrationCode);
            await desk.find('button', 'register-action').click();
            await desk.text('mailbox-title').waitFor();
        },
    },
    { name: 'verification', path: '/verification?token=abc', title: 'verify-title', show: (desk) => desk.field('form-password').waitFor() },
    {
        name: 'verification-expired',
        path: '/verification?token=abc',
        title: 'verify-title',
        faults: [/answer: 422/],
        async show(desk) {
            await desk.field('form-password').fill('quatre moutons verts');
            await desk.find('button', 'verify-action').click();
            await desk.find('link', 'verify-again').waitFor();
        },
    },
    { name: 'verification-without-token', path: '/verification', title: 'verify-title' },
    { name: 'welcome-1', who: 'newcomer', path: '/bienvenue', title: 'welcome-title' },
    {
        name: 'welcome-2',
        who: 'newcomer',
        path: '/bienvenue',
        title: 'welcome-title',
        async show(desk) {
            await desk.find('button', 'action-next').click();
            await desk.field('child-code').waitFor();
        },
    },
    {
        name: 'welcome-3',
        who: 'newcomer',
        path: '/bienvenue',
        title: 'welcome-title',
        async show(desk) {
            await desk.find('button', 'action-next').click();
            await desk.field('child-code').waitFor();
            await desk.find('button', 'action-next').click();
            await desk.find('link', 'welcome-done-action').waitFor();
        },
    },
    { name: 'home', who: 'parent', path: '/', title: 'nav-home', show: (desk) => desk.find('link', 'home-all-messages').waitFor() },
    { name: 'home-empty', who: 'newcomer', path: '/', title: 'nav-home', show: (desk) => desk.text('home-no-messages').waitFor() },
    { name: 'home-waiting', who: 'claimant', path: '/', title: 'nav-home', show: (desk) => desk.page.getByText(desk.say('home-waiting-detail')).waitFor() },
    {
        name: 'home-pending',
        who: 'newcomer',
        path: '/',
        title: 'nav-home',
        before: (desk) => membershipIs(desk, 'pending'),
        show: (desk) => desk.text('membership-pending').waitFor(),
    },
    {
        name: 'home-refused',
        who: 'newcomer',
        path: '/',
        title: 'nav-home',
        before: (desk) => membershipIs(desk, 'refused'),
        show: (desk) => desk.text('membership-refused').waitFor(),
    },
    {
        name: 'suspended',
        who: 'newcomer',
        path: '/',
        title: 'suspended-title',
        before: (desk) => membershipIs(desk, 'suspended'),
        show: (desk) => desk.find('button', 'sign-out').waitFor(),
    },
    {
        name: 'second-factor-first',
        who: 'head',
        path: '/ecole',
        title: 'second-first-title',
        before: (desk) => membershipIs(desk, 'active', { needs_second_factor: true }),
        show: (desk) => desk.find('link', 'second-turn-on').waitFor(),
    },
    { name: 'home-staff', who: 'head', path: '/', title: 'nav-home', show: (desk) => desk.text('home-requests-detail').waitFor() },
    { name: 'exchange', who: 'newcomer', path: '/entraide', title: 'nav-exchange', show: (desk) => desk.page.locator('.service-row').first().waitFor() },
    {
        name: 'exchange-nothing-found',
        who: 'newcomer',
        path: '/entraide/demandes',
        title: 'nav-exchange',
        async show(desk) {
            await desk.field('sel-search').fill('xylophone');
            await desk.text('sel-nothing-found').waitFor();
        },
    },
    {
        name: 'exchange-failed',
        who: 'parent',
        path: '/entraide',
        title: 'nav-exchange',
        faults: [/answer: 503/],
        before: (desk) => answers(desk, 'GET', '/sel/services?*', problem(503, 'unavailable')),
        show: (desk) => desk.find('button', 'action-retry').waitFor(),
    },
    {
        name: 'exchange-write',
        who: 'parent',
        path: '/entraide',
        title: 'nav-exchange',
        async show(desk) {
            await desk.find('button', 'sel-new-offer').click();
            await desk.field('sel-field-title').fill('Tartes aux pommes');
        },
    },
    { name: 'exchange-mine', who: 'parent', path: '/entraide/miens', title: 'nav-exchange', show: (desk) => desk.page.locator('.service-row').first().waitFor() },
    { name: 'exchange-mine-none', who: 'newcomer', path: '/entraide/miens', title: 'nav-exchange', show: (desk) => desk.text('sel-none-mine').waitFor() },
    { name: 'exchange-offer', who: 'newcomer', path: (cast) => `/entraide/${cast.offered}`, show: (desk) => desk.find('button', 'sel-demand').waitFor() },
    { name: 'exchange-offer-mine', who: 'parent', path: (cast) => `/entraide/${cast.offered}`, show: (desk) => desk.find('button', 'sel-pause').waitFor() },
    {
        name: 'exchange-propose',
        who: 'newcomer',
        path: (cast) => `/entraide/${cast.offered}`,
        async show(desk) {
            await desk.find('button', 'sel-demand').click();
            await desk.page.locator('.sheet-after').waitFor();
        },
    },
    {
        name: 'exchange-limit',
        who: 'newcomer',
        path: (cast) => `/entraide/${cast.offered}`,
        async show(desk) {
            await desk.find('button', 'sel-demand').click();
            await desk.field('sel-sheet-units').fill('600');
            await desk.page.locator('dialog .banner').waitFor();
        },
    },
    { name: 'exchange-transactions', who: 'newcomer', path: '/entraide/transactions', title: 'nav-exchange', show: (desk) => desk.page.locator('.statement-units').first().waitFor() },
    { name: 'exchange-group', who: 'parent', path: '/entraide/transactions/groupe', title: 'sel-group', show: (desk) => desk.find('button', 'sel-group-ask').waitFor() },
    { name: 'exchange-paper', who: 'newcomer', path: '/entraide/transactions/releve', title: 'sel-statement', show: (desk) => desk.page.locator('.sel-letterhead').waitFor() },
    { name: 'exchange-paper-list', who: 'newcomer', path: '/entraide/liste', title: 'sel-paper-list', show: (desk) => desk.page.locator('.sel-letterhead').waitFor() },
    { name: 'exchange-statistics', who: 'parent', path: '/entraide/statistiques', title: 'sel-statistics', show: (desk) => desk.find('button', 'sel-audit-now').waitFor() },
    { name: 'exchange-desk', who: 'head', path: '/entraide/gestion', title: 'sel-desk', show: (desk) => desk.find('button', 'sel-category-add').waitFor() },
    { name: 'exchange-desk-not-mine', who: 'newcomer', path: '/entraide/gestion', title: 'sel-desk', show: (desk) => desk.text('sel-not-for-you').waitFor() },
    { name: 'announcements', who: 'parent', path: '/annonces', title: 'nav-announcements', show: (desk) => desk.page.locator('.announcement-row').first().waitFor() },
    { name: 'announcements-none', who: 'newcomer', path: '/annonces', title: 'nav-announcements', show: (desk) => desk.text('announcements-none').waitFor() },
    {
        name: 'announcements-failed',
        who: 'parent',
        path: '/annonces',
        title: 'nav-announcements',
        faults: [/answer: 503/],
        before: (desk) => answers(desk, 'GET', '/announcements?*', problem(503, 'unavailable')),
        show: (desk) => desk.find('button', 'action-retry').waitFor(),
    },
    { name: 'announcements-office', who: 'head', path: '/annonces', title: 'nav-announcements', show: (desk) => desk.find('button', 'action-save').waitFor() },
    {
        name: 'announcement',
        who: 'parent',
        path: (cast) => `/annonces/${cast.announcements.holidays}`,
        show: (desk) => desk.find('heading', 'announcement-my-answer').waitFor(),
    },
    {
        name: 'announcement-to-answer',
        who: 'parent',
        path: (cast) => `/annonces/${cast.announcements.trip}`,
        show: (desk) => desk.find('heading', 'announcement-my-answer').waitFor(),
    },
    {
        name: 'announcement-kept',
        who: 'head',
        path: (cast) => `/annonces/${cast.announcements.waiting}`,
        show: (desk) => desk.find('button', 'announcement-publish').waitFor(),
    },
    {
        name: 'announcement-refuse',
        who: 'head',
        path: (cast) => `/annonces/${cast.announcements.waiting}`,
        async show(desk) {
            await desk.find('button', 'announcement-refuse').click();
            await desk.field('announcement-refuse-reason', desk.dialog('announcement-refuse')).waitFor();
        },
    },
    { name: 'announcement-form', who: 'head', path: '/annonces/nouvelle', title: 'announcement-new-one', show: (desk) => desk.field('announcement-title').waitFor() },
    {
        name: 'announcement-form-refused',
        who: 'head',
        path: '/annonces/nouvelle',
        title: 'announcement-new-one',
        async show(desk) {
            await desk.page.getByRole('checkbox', { name: desk.say('announcement-for-school'), exact: true }).uncheck();
            await desk.page.getByRole('checkbox', { name: 'P3', exact: true }).waitFor();
            await desk.find('button', 'announcement-question-add').click();
            await desk.find('button', 'announcement-preview').click();
            await desk.text('field-required').first().waitFor();
        },
    },
    {
        name: 'announcement-receipts',
        who: 'head',
        path: (cast) => `/annonces/${cast.announcements.trip}/accuses`,
        title: 'receipts-title',
        async show(desk) {
            await desk.page.locator('.bars .bar').first().waitFor();
            await desk.page.locator('.receipts-people .row').first().waitFor();
        },
    },
    {
        name: 'announcement-slips',
        who: 'head',
        path: (cast) => `/annonces/${cast.announcements.trip}/talons`,
        title: 'paper-title',
        async show(desk) {
            await desk.find('button', 'paper-make').click();
            await desk.page.locator('.slips-sheet [role=status]').waitFor();
        },
    },
    { name: 'announcement-slip-return', who: 'head', path: '/annonces/talon', title: 'slip-return-title', show: (desk) => desk.field('slip-return-code').waitFor() },
    { name: 'reports', who: 'head', path: '/ecole/signalements', title: 'cases-title', show: (desk) => desk.text('cases-log').first().waitFor() },
    {
        name: 'report-case',
        who: 'head',
        path: (cast) => `/ecole/signalements/${cast.reported}`,
        title: 'case-title',
        show: (desk) => desk.find('button', 'case-do').waitFor(),
    },
    { name: 'moderators', who: 'head', path: '/ecole/moderateurs', title: 'terms-title', show: (desk) => desk.find('button', 'terms-appoint').waitFor() },
    { name: 'notices-none', who: 'parent', path: '/moderation', title: 'notices-title', show: (desk) => desk.text('notices-none').waitFor() },
    {
        name: 'message-report',
        who: 'parent',
        path: (cast) => `/messages/${cast.classRoom}`,
        async show(desk, cast) {
            await column(desk, className(desk, cast.className)).locator('.bubble-item[data-mine="false"] .bubble').last().click({ button: 'right' });
            await desk.find('menu', 'messages-actions').getByRole('menuitem', { name: desk.say('report-title'), exact: true }).click();
            await desk.find('button', 'report-send').waitFor();
        },
    },
    {
        name: 'messages-recap',
        who: 'parent',
        path: (cast) => `/messages/${cast.classRoom}`,
        async show(desk) {
            await desk.find('button', 'calm-recap').click();
            await desk.page.locator('dialog[open] p').first().waitFor();
        },
    },
    {
        name: 'messages-menu',
        who: 'parent',
        path: '/messages',
        async show(desk, cast) {
            await desk.find('button', 'circle-menu', { name: className(desk, cast.className) }).click();
            await desk.page.getByRole('dialog').getByRole('button', { name: desk.say('circle-mute-hour'), exact: true }).waitFor();
        },
    },
    { name: 'messages', who: 'parent', path: '/messages', title: 'nav-messages', show: (desk) => desk.find('link', 'messages-new').waitFor() },
    {
        name: 'messages-found-nothing',
        who: 'parent',
        path: '/messages',
        title: 'nav-messages',
        async show(desk) {
            await desk.page.getByRole('searchbox', { name: desk.say('messages-search') }).fill('girafe');
            await desk.text('messages-found-nothing', { words: 'girafe' }).waitFor();
        },
    },
    { name: 'search', who: 'parent', path: '/recherche', title: 'search-title', show: (desk) => desk.text('search-hint').waitFor() },
    {
        name: 'search-found',
        who: 'parent',
        path: '/recherche?q=piscine',
        title: 'search-title',
        show: (desk) => desk.page.locator('.search-results mark').first().waitFor(),
    },
    {
        name: 'search-filters',
        who: 'parent',
        path: (cast) => `/recherche?q=la&conversation=${cast.classRoom}`,
        title: 'search-title',
        async show(desk) {
            await desk.page.locator('.search-results mark').first().waitFor();
            await desk.find('button', 'search-filters-off').waitFor();
        },
    },
    { name: 'search-none', who: 'parent', path: '/recherche?q=girafe', title: 'search-title', show: (desk) => desk.text('search-none').first().waitFor() },
    {
        name: 'search-failed',
        who: 'parent',
        path: '/recherche?q=piscine',
        title: 'search-title',
        faults: [/answer: 503/],
        before: (desk) => answers(desk, 'GET', '/search?*', problem(503, 'unavailable')),
        show: (desk) => desk.find('button', 'action-retry').waitFor(),
    },
    { name: 'messages-empty', who: 'newcomer', path: '/messages', title: 'nav-messages', show: (desk) => desk.text('messages-none').waitFor() },
    {
        name: 'messages-new-group',
        who: 'parent',
        path: '/messages/nouveau',
        title: 'messages-people-title',
        async show(desk) {
            await desk.page.getByRole('radio', { name: desk.say('messages-new-several') }).check({ force: true });
            await desk.field('messages-group-name').fill('Covoiturage');
            for (const place of [0, 1]) await desk.page.locator('.people-list input[type=checkbox]').nth(place).check();
            await desk.text('messages-readers', { count: 3 }).waitFor();
        },
    },
    {
        name: 'messages-new-staff-room',
        who: 'head',
        path: '/messages/nouveau',
        title: 'messages-people-title',
        async show(desk) {
            await desk.page.getByRole('radio', { name: desk.say('messages-new-several') }).check({ force: true });
            await desk.page.getByRole('checkbox', { name: desk.say('messages-staff-only') }).check();
            await desk.page.locator('.people-list input[type=checkbox]').nth(0).check();
        },
    },
    groupInfo('messages-info', (desk) => desk.text('messages-role-owner').waitFor()),
    groupInfo('messages-info-change', async (desk) => {
        await desk.find('button', 'messages-info-change').click();
        await desk.field('messages-group-name').waitFor();
    }),
    groupInfo('messages-info-adding', async (desk) => {
        await desk.find('button', 'messages-add').click();
        await desk.dialog('messages-add').getByRole('checkbox').first().check();
    }),
    groupInfo('messages-info-leave', async (desk) => {
        await desk.find('button', 'messages-leave').click();
        await desk.dialog('messages-leave-sure').waitFor();
    }),
    {
        name: 'messages-group',
        who: 'parent',
        path: (cast) => `/messages/${cast.group}`,
        show: (desk) => desk.page.locator('.note-item').first().waitFor(),
    },
    {
        name: 'messages-files',
        who: 'parent',
        path: (cast) => `/messages/${cast.album}`,
        show: albumIsHere,
    },
    {
        name: 'messages-picture',
        who: 'parent',
        path: (cast) => `/messages/${cast.album}`,
        async show(desk) {
            await albumIsHere(desk);
            await desk.find('button', 'messages-picture-open', { name: 'groupe' }).click();
            await desk.page.locator('.viewer').getByText('groupe.png').waitFor();
        },
    },
    {
        name: 'messages-files-chosen',
        who: 'parent',
        path: (cast) => `/messages/${cast.album}`,
        faults: [/answer: 415/],
        async show(desk) {
            await albumIsHere(desk);
            const page = { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<!doctype html>') };
            await desk.page.locator('.composer input[type="file"]').first().setInputFiles([photo('souvenir.png', 4), page]);
            await desk.page.locator('.tray-item[data-state="refused"]').waitFor();
        },
    },
    {
        name: 'messages-files-offline',
        who: 'parent',
        path: (cast) => `/messages/${cast.album}`,
        faults: [/ERR_|request: POST/],
        before: (desk) => desk.context.route('**/api/v1/files?*', (route) => route.abort('internetdisconnected')),
        async show(desk) {
            await albumIsHere(desk);
            await desk.page.locator('.composer input[type="file"]').first().setInputFiles([photo('souvenir.png', 4)]);
            await desk.page.locator('.tray-item[data-state="pausing"]').waitFor();
        },
    },
    {
        name: 'messages-staff-room',
        who: 'head',
        path: (cast) => `/messages/${cast.staffRoom}`,
        show: (desk) => desk.page.locator('.note-item').first().waitFor(),
    },
    { name: 'messages-rooms', who: 'parent', path: '/messages/salons', title: 'messages-public-title', show: (desk) => desk.page.getByRole('link', { name: 'Fancy-fair 2027' }).waitFor() },
    {
        name: 'messages-room-door',
        who: 'parent',
        path: (cast) => `/messages/salon/${cast.salon}`,
        show: (desk) => desk.find('button', 'messages-public-join').waitFor(),
    },
    {
        name: 'messages-room-missing',
        who: 'parent',
        path: '/messages/salon/pas-la',
        title: 'messages-left-title',
        faults: [/answer: 404/],
        show: (desk) => desk.find('heading', 'messages-left-title').waitFor(),
    },
    { name: 'messages-people', who: 'parent', path: '/messages/nouveau', title: 'messages-people-title', show: (desk) => desk.page.getByRole('searchbox', { name: desk.say('messages-people-search') }).waitFor() },
    {
        name: 'messages-people-beyond',
        who: 'parent',
        path: '/messages/nouveau',
        title: 'messages-people-title',
        before: (desk) => answers(desk, 'GET', '/search?*', { json: { items: [{ hit: 'person', person: STRANGER, pieces: [{ text: 'Amélie Vandenberghe-Okonkwo', found: false }] }], next: null } }),
        async show(desk) {
            await desk.page.getByRole('searchbox', { name: desk.say('messages-people-search') }).fill('amélie vand');
            await desk.find('button', 'messages-beyond-ask-who', { name: 'Amélie Vandenberghe-Okonkwo' }).waitFor();
            await desk.page.getByText(desk.say('messages-beyond-address')).click();
            await desk.field('circle-ask-whom').waitFor();
        },
    },
    {
        name: 'conversation-slow-mode',
        who: 'parent',
        path: (cast) => `/messages/${cast.classRoom}`,
        before: (desk) => answers(desk, 'GET', '/conversations/*/calm', { json: {
            slow_mode_seconds: 120, next_at: new Date(Date.now() + 110_000).toISOString().replace('Z', '000Z'),
            may_moderate: false, erased_at: '2027-11-20T08:00:00.000000Z', has_draft: false, scheduled_count: 0,
        } }),
        show: (desk) => desk.page.getByRole('timer').waitFor(),
    },
    {
        name: 'conversation-class',
        who: 'parent',
        path: (cast) => `/messages/${cast.classRoom}`,
        show: (desk, cast) => column(desk, className(desk, cast.className)).waitFor(),
    },
    {
        name: 'conversation-long-message',
        who: 'parent',
        path: (cast) => `/messages/${cast.classRoom}`,
        async show(desk, cast) {
            await composer(desk, className(desk, cast.className)).fill('Bonjour à tous ! '.repeat(116));
        },
    },
    {
        name: 'conversation-direct',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        show: (desk, cast) => column(desk, cast.directTitle).waitFor(),
    },
    {
        name: 'conversation-empty',
        who: 'claimant',
        path: (cast) => `/messages/${cast.emptyRoom}`,
        show: (desk, cast) => column(desk, cast.emptyTitle).waitFor(),
    },
    {
        name: 'conversation-offline',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        faults: [/ERR_INTERNET_DISCONNECTED|WebSocket/],
        async show(desk, cast) {
            await column(desk, cast.directTitle).waitFor();
            await desk.context.setOffline(true);
            await offlineBanner(desk).waitFor();
            await write(desk, cast.directTitle, 'Ce message part dès que le réseau est de retour.');
            await desk.text('messages-waiting').last().waitFor();
        },
    },
    {
        name: 'conversation-slow',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        faults: [/WebSocket/, /answer: 503/],
        async before(desk) {
            await desk.context.routeWebSocket('**/ws', (socket) => socket.close({ code: 1011 }));
            await desk.context.route('**/api/v1/sync*', (route) => route.fulfill(problem(503, 'unavailable')));
        },
        async show(desk, cast) {
            await column(desk, cast.directTitle).waitFor();
            await desk.text('messages-slow').waitFor();
        },
    },
    {
        name: 'conversation-refused',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        faults: [/answer: 403/],
        before: (desk) => desk.context.route('**/api/v1/conversations/*/messages', (route) =>
            route.request().method() === 'POST' ? route.fulfill(problem(403, 'may_not_write')) : route.fallback()),
        async show(desk, cast) {
            await column(desk, cast.directTitle).waitFor();
            await write(desk, cast.directTitle, 'Ce message n’est pas accepté.');
            await desk.find('button', 'messages-retry').waitFor();
        },
    },
    {
        name: 'conversation-menu',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        async show(desk, cast) {
            await write(desk, cast.directTitle, 'Je peux encore changer ce message.');
            await messageMenu(desk, cast.directTitle);
        },
    },
    {
        name: 'conversation-reply',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        async show(desk, cast) {
            await write(desk, cast.directTitle, 'À quelle heure ?');
            await (await messageMenu(desk, cast.directTitle)).getByRole('menuitem', { name: desk.say('messages-reply'), exact: true }).click();
            await write(desk, cast.directTitle, 'À neuf heures, devant la grille.');
            await column(desk, cast.directTitle).locator('.bubble-quote').last().waitFor();
            await (await messageMenu(desk, cast.directTitle)).getByRole('menuitem', { name: desk.say('messages-reply'), exact: true }).click();
            await desk.text('messages-replying-self').waitFor();
        },
    },
    {
        name: 'conversation-edited',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        async show(desk, cast) {
            await write(desk, cast.directTitle, 'À neuf heure');
            await (await messageMenu(desk, cast.directTitle)).getByRole('menuitem', { name: desk.say('messages-edit'), exact: true }).click();
            await write(desk, cast.directTitle, 'À neuf heures');
            await desk.text('messages-edited').last().waitFor();
            await (await messageMenu(desk, cast.directTitle)).getByRole('menuitem', { name: desk.say('messages-edits'), exact: true }).click();
            await desk.page.getByRole('dialog').getByText('À neuf heure', { exact: true }).waitFor();
        },
    },
    {
        name: 'conversation-deleted',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        async show(desk, cast) {
            await write(desk, cast.directTitle, 'Oups');
            await (await messageMenu(desk, cast.directTitle)).getByRole('menuitem', { name: desk.say('messages-delete'), exact: true }).click();
            await desk.find('button', 'action-undo').waitFor();
        },
    },
    {
        name: 'conversation-receipts',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        async show(desk, cast) {
            await write(desk, cast.directTitle, 'Bien reçu ?');
            await (await messageMenu(desk, cast.directTitle)).getByRole('menuitem', { name: desk.say('messages-receipts'), exact: true }).click();
            await desk.text('messages-receipts-hint').waitFor();
        },
    },
    {
        name: 'conversation-forward',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        async show(desk, cast) {
            await write(desk, cast.directTitle, 'À faire suivre');
            await (await messageMenu(desk, cast.directTitle)).getByRole('menuitem', { name: desk.say('messages-forward'), exact: true }).click();
            await desk.page.getByRole('dialog').getByRole('searchbox').waitFor();
        },
    },
    {
        name: 'conversation-reactions',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        async show(desk, cast) {
            await write(desk, cast.directTitle, 'C’est **samedi**, à la _salle de gym_ :\n- des tables\n- des chaises');
            await messageMenu(desk, cast.directTitle);
            await desk.page.getByRole('button', { name: desk.say('messages-react-with', { emoji: '👍' }) }).click();
            await column(desk, cast.directTitle).locator('.reaction').last().waitFor();
        },
    },
    {
        name: 'conversation-emoji',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        async show(desk, cast) {
            await write(desk, cast.directTitle, 'Les photos sont en ligne');
            await (await messageMenu(desk, cast.directTitle)).getByRole('menuitem', { name: desk.say('messages-react'), exact: true }).click();
            await desk.page.getByRole('dialog').locator('.emoji').first().waitFor();
        },
    },
    {
        name: 'conversation-mention',
        who: 'parent',
        path: (cast) => `/messages/${cast.classRoom}`,
        async show(desk, cast) {
            const field = composer(desk, className(desk, cast.className));
            await field.fill('Merci ');
            await field.press('End');
            await desk.page.keyboard.type('@');
            await desk.page.getByRole('option').nth(1).waitFor();
        },
    },
    {
        name: 'conversation-ways',
        who: 'parent',
        path: (cast) => `/messages/${cast.classRoom}`,
        async show(desk, cast) {
            await column(desk, className(desk, cast.className)).waitFor();
            await desk.find('button', 'messages-more-ways').click();
            await desk.find('button', 'messages-way-poll').waitFor();
        },
    },
    {
        name: 'conversation-poll-new',
        who: 'parent',
        path: (cast) => `/messages/${cast.classRoom}`,
        async show(desk, cast) {
            await column(desk, className(desk, cast.className)).waitFor();
            await desk.find('button', 'messages-more-ways').click();
            await desk.find('button', 'messages-way-poll').click();
            await desk.field('messages-poll-question').waitFor();
            await desk.find('button', 'messages-poll-send').click();
            await desk.text('messages-poll-incomplete').waitFor();
        },
    },
    {
        name: 'conversation-poll',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        async show(desk, cast) {
            await column(desk, cast.directTitle).waitFor();
            await desk.find('button', 'messages-more-ways').click();
            await desk.find('button', 'messages-way-poll').click();
            await desk.field('messages-poll-question').fill('Quel jour pour la fancy-fair ?');
            await desk.page.getByLabel(desk.say('messages-poll-option', { number: 1 })).fill('Samedi matin');
            await desk.page.getByLabel(desk.say('messages-poll-option', { number: 2 })).fill('Dimanche après-midi');
            await desk.find('button', 'messages-poll-send').click();
            const option = column(desk, cast.directTitle).locator('.poll-option').last();
            await option.click();
            await column(desk, cast.directTitle).locator('.poll-option[aria-checked="true"]').last().waitFor();
        },
    },
    {
        name: 'conversation-later',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        async show(desk, cast) {
            await composer(desk, cast.directTitle).fill('N’oubliez pas les bottes !');
            await desk.find('button', 'messages-more-ways').click();
            await desk.find('button', 'messages-way-later').click();
            await desk.page.locator('.later-presets button').first().waitFor();
        },
    },
    {
        name: 'conversation-waiting',
        who: 'parent',
        path: (cast) => `/messages/${cast.directRoom}`,
        async show(desk, cast) {
            await composer(desk, cast.directTitle).fill('N’oubliez pas les bottes !');
            await desk.find('button', 'messages-more-ways').click();
            await desk.find('button', 'messages-way-later').click();
            await desk.page.locator('.later-presets button').first().click();
            await desk.page.locator('.composer-later button').click();
            await desk.find('button', 'messages-later-cancel').first().waitFor();
        },
    },
    {
        name: 'conversation-paper',
        who: 'parent',
        path: (cast) => `/messages/${cast.classRoom}/papier`,
        show: (desk) => desk.find('button', 'action-print').waitFor(),
    },
    {
        name: 'conversation-members',
        who: 'parent',
        path: (cast) => `/messages/${cast.classRoom}`,
        async show(desk, cast) {
            await column(desk, className(desk, cast.className)).waitFor();
            const count = desk.say('messages-members', { count: 2 }).replace('2', '\\d+');
            await desk.page.getByRole('button', { name: new RegExp(`^${count}$`) }).click();
            await desk.dialog('messages-members-title').getByRole('listitem').first().waitFor();
        },
    },
    {
        name: 'conversation-not-mine',
        who: 'newcomer',
        path: (cast) => `/messages/${cast.classRoom}`,
        faults: [/answer: 404/],
        show: (desk) => desk.find('heading', 'messages-left-title').waitFor(),
    },
    { name: 'profile', who: 'parent', path: '/profil', title: 'nav-profile', show: (desk) => desk.find('button', 'children-add').waitFor() },
    {
        name: 'profile-add-child',
        who: 'parent',
        path: '/profil',
        title: 'nav-profile',
        async show(desk) {
            await desk.find('button', 'children-add').click();
            await desk.dialog('children-add').waitFor();
        },
    },
    {
        name: 'profile-declare-child',
        who: 'parent',
        path: '/profil',
        title: 'nav-profile',
        async show(desk) {
            await desk.find('button', 'children-add').click();
            const dialog = desk.dialog('children-add');
            await dialog.getByRole('radio', { name: desk.say('child-without-code'), exact: true }).check();
            await dialog.getByRole('radio', { name: 'P3' }).first().waitFor();
        },
    },
    {
        name: 'profile-remove-child',
        who: 'parent',
        path: '/profil',
        title: 'nav-profile',
        async show(desk, cast) {
            await desk.page.getByRole('button', { name: desk.say('child-remove', { name: cast.childName }) }).click();
            await desk.dialog('child-remove-title').waitFor();
        },
    },
    { name: 'profile-empty', who: 'newcomer', path: '/profil', title: 'nav-profile', show: (desk) => desk.text('children-none').waitFor() },
    { name: 'child', who: 'parent', path: (cast) => `/enfants/${cast.child}`, show: (desk) => desk.find('button', 'invite-action').waitFor() },
    {
        name: 'child-invite',
        who: 'parent',
        path: (cast) => `/enfants/${cast.child}`,
        async show(desk) {
            await desk.find('button', 'invite-action').click();
            await desk.dialog('invite-action').waitFor();
        },
    },
    {
        name: 'child-accesses',
        who: 'parent',
        path: (cast) => `/enfants/${cast.child}`,
        before: (desk) => answers(desk, 'GET', '/children/*/accesses*', {
            json: { items: [{ name: 'Martine Evrard', role: 'direction', at: '2026-11-18T09:12:00Z' }, { name: 'Thomas Lambert', role: 'teacher', at: '2026-11-04T14:30:00Z' }], next: null },
        }),
        show: (desk) => desk.page.getByText('Martine Evrard').waitFor(),
    },
    { name: 'child-pending', who: 'claimant', path: (cast) => `/enfants/${cast.claimed}`, show: (desk) => desk.text('rights-pending').waitFor() },
    { name: 'child-not-mine', who: 'newcomer', path: (cast) => `/enfants/${cast.child}`, title: 'child-not-mine', show: (desk) => desk.text('child-not-mine').last().waitFor() },
    { name: 'child-add', who: 'newcomer', path: '/enfants/ajouter?code=K7MF-3QXA', title: 'children-add', show: (desk) => desk.field('child-code').waitFor() },
    { name: 'settings', who: 'parent', path: '/reglages', title: 'nav-settings', show: (desk) => desk.find('button', 'sign-out').waitFor() },
    { name: 'settings-messages', who: 'parent', path: '/reglages/messages', title: 'circle-title', show: (desk) => Promise.all([desk.text('circle-code').waitFor(), desk.text('circle-blocked-none').waitFor(), desk.field('circle-quiet-from').waitFor()]) },
    { name: 'security', who: 'newcomer', path: '/reglages/securite', title: 'settings-security', show: (desk) => Promise.all([desk.text('session-current').waitFor(), desk.find('link', 'second-turn-on').waitFor()]) },
    { name: 'security-demo', who: 'parent', path: '/reglages/securite', title: 'settings-security', show: (desk) => desk.text('session-current').waitFor() },
    {
        name: 'security-on',
        who: 'newcomer',
        path: '/reglages/securite',
        title: 'settings-security',
        before: (desk) => answers(desk, 'GET', '/me/second-factor', { json: SECOND_FACTOR }),
        show: (desk) => desk.find('link', 'second-manage').waitFor(),
    },
    {
        name: 'security-password',
        who: 'newcomer',
        path: '/reglages/securite',
        title: 'settings-security',
        async show(desk) {
            await desk.find('button', 'password-change').click();
            await desk.field('password-new').fill('cinq moutons bleus');
        },
    },
    {
        name: 'security-address',
        who: 'newcomer',
        path: '/reglages/securite',
        title: 'settings-security',
        async show(desk) {
            await desk.find('button', 'address-change').click();
            await desk.field('address-new').waitFor();
        },
    },
    { name: 'second-factor', who: 'newcomer', path: '/reglages/second-code', title: 'second-tab', show: (desk) => desk.find('button', 'second-begin').waitFor() },
    {
        name: 'second-factor-scan',
        who: 'newcomer',
        path: '/reglages/second-code',
        title: 'second-tab',
        async show(desk) {
            await desk.find('button', 'second-begin').click();
            await desk.page.getByText(desk.say('second-by-hand')).click();
            await desk.field('second-confirm').fill('1234');
        },
    },
    {
        name: 'second-factor-codes',
        who: 'newcomer',
        path: '/reglages/second-code',
        title: 'second-tab',
        before: (desk) => answers(desk, 'POST', '/me/second-factor/confirm', { json: { codes: RECOVERY_CODES } }),
        async show(desk) {
            await desk.find('button', 'second-begin').click();
            await desk.field('second-confirm').fill('123456');
            await desk.find('button', 'second-confirm-action').click();
            await desk.find('button', 'recovery-kept').waitFor();
        },
    },
    {
        name: 'second-factor-on',
        who: 'newcomer',
        path: '/reglages/second-code',
        title: 'second-tab',
        before: (desk) => answers(desk, 'GET', '/me/second-factor', { json: SECOND_FACTOR }),
        show: (desk) => desk.find('button', 'recovery-renew').waitFor(),
    },
    {
        name: 'prove',
        who: 'newcomer',
        path: '/reglages/second-code',
        title: 'second-tab',
        faults: [/answer: 401/],
        before: (desk) => answers(desk, 'POST', '/me/second-factor', problem(401, 'reauth')),
        async show(desk) {
            await desk.find('button', 'second-begin').click();
            await desk.dialog('prove-title').waitFor();
        },
    },
    {
        name: 'tokens',
        who: 'newcomer',
        path: '/reglages/acces-api',
        title: 'settings-api',
        before: (desk) => answers(desk, 'GET', '/me/tokens', { json: { items: TOKENS, next: null } }),
        show: (desk) => desk.page.getByText('Home Assistant').first().waitFor(),
    },
    { name: 'tokens-none', who: 'claimant', path: '/reglages/acces-api', title: 'settings-api', show: (desk) => desk.text('tokens-none').waitFor() },
    {
        name: 'token-make',
        who: 'newcomer',
        path: '/reglages/acces-api',
        title: 'settings-api',
        async show(desk) {
            await desk.find('button', 'token-make').click();
            await desk.dialog('token-make').waitFor();
            await desk.dialog('token-make').getByRole('button', { name: desk.say('token-make'), exact: true }).click();
            await desk.text('problem-invalid').waitFor();
        },
    },
    {
        name: 'token-made',
        who: 'newcomer',
        path: '/reglages/acces-api',
        title: 'settings-api',
        before: (desk) => answers(desk, 'POST', '/me/tokens', { status: 201, json: { ...TOKENS[1], token: `ehp_${'4bR1Xv0nQw8TzC7yLd2mKs9PfGh3JaUeBiNoVxWrYqM0k2Zc1'}` } }),
        async show(desk) {
            await desk.find('button', 'token-make').click();
            const dialog = desk.dialog('token-make');
            await desk.field('token-name', dialog).fill('Agenda de la maison');
            await dialog.getByRole('checkbox').first().check();
            await dialog.getByRole('button', { name: desk.say('token-make'), exact: true }).click();
            await desk.find('button', 'copy-action').waitFor();
        },
    },
    {
        name: 'token-revoke',
        who: 'newcomer',
        path: '/reglages/acces-api',
        title: 'settings-api',
        before: (desk) => answers(desk, 'GET', '/me/tokens', { json: { items: TOKENS, next: null } }),
        async show(desk) {
            await desk.find('button', 'token-revoke-of', { name: 'Home Assistant' }).click();
            await desk.dialog('token-revoke-title').waitFor();
        },
    },
    { name: 'more', who: 'head', path: '/plus', title: 'nav-more', show: (desk) => desk.find('button', 'sign-out').waitFor() },
    { name: 'school-requests', who: 'head', path: '/ecole', title: 'nav-school', show: (desk) => desk.find('button', 'link-confirm').first().waitFor() },
    {
        name: 'school-refuse',
        who: 'head',
        path: '/ecole',
        title: 'nav-school',
        async show(desk) {
            await desk.find('button', 'link-refuse').first().click();
            await desk.dialog('link-refuse-title').waitFor();
        },
    },
    {
        name: 'school-requests-none',
        who: 'head',
        path: '/ecole',
        title: 'nav-school',
        before: (desk) => desk.context.route('**/api/v1/guardian-links*', (route) => route.fulfill({ json: { items: [], next: null } })),
        show: (desk) => desk.text('requests-none').waitFor(),
    },
    { name: 'school-children', who: 'head', path: '/ecole/enfants', title: 'school-children', show: (desk) => named(desk, 'code-make').waitFor() },
    {
        name: 'school-children-not-found',
        who: 'head',
        path: '/ecole/enfants',
        title: 'school-children',
        async show(desk) {
            await named(desk, 'code-make').waitFor();
            await desk.field('children-search').fill('girafe');
            await desk.text('children-not-found').waitFor();
        },
    },
    {
        name: 'school-code',
        who: 'head',
        path: '/ecole/enfants',
        title: 'school-children',
        async show(desk) {
            await named(desk, 'code-make').click();
            await desk.dialog('code-title').waitFor();
        },
    },
    {
        name: 'school-enrol',
        who: 'head',
        path: '/ecole/enfants',
        title: 'school-children',
        async show(desk) {
            await desk.find('button', 'children-enrol').click();
            await desk.dialog('children-enrol').getByRole('radio').first().waitFor();
        },
    },
    { name: 'school-child', who: 'head', path: (cast) => `/ecole/enfants/${cast.restrictedChild}`, show: (desk) => desk.text('guardian-restricted').waitFor() },
    {
        name: 'school-child-rights',
        who: 'head',
        path: (cast) => `/ecole/enfants/${cast.restrictedChild}`,
        async show(desk) {
            await named(desk, 'rights-change').click();
            await desk.dialog('rights-change').waitFor();
        },
    },
    {
        name: 'school-child-restrict',
        who: 'head',
        path: (cast) => `/ecole/enfants/${cast.child}`,
        async show(desk) {
            await named(desk, 'restrict').click();
            await desk.dialog('restrict').waitFor();
        },
    },
    {
        name: 'school-child-leaves',
        who: 'head',
        path: (cast) => `/ecole/enfants/${cast.child}`,
        async show(desk) {
            await desk.find('button', 'child-leaves').click();
            await desk.dialog('child-leaves').waitFor();
        },
    },
    { name: 'school-slips', who: 'head', path: '/ecole/codes', title: 'slips-title', show: (desk) => desk.find('button', 'slips-make').waitFor() },
    {
        name: 'school-slips-made',
        who: 'head',
        path: '/ecole/codes',
        title: 'slips-title',
        async show(desk) {
            await chooses(desk, 'child-class', 'P6');
            await desk.field('slips-per-child').selectOption('1');
            await desk.find('button', 'slips-make').click();
            await desk.find('button', 'slips-print').waitFor();
        },
    },
    { name: 'school-import', who: 'head', path: '/ecole/importer', title: 'import-title', show: (desk) => desk.field('import-file').waitFor() },
    {
        name: 'school-import-errors',
        who: 'head',
        path: '/ecole/importer',
        title: 'import-title',
        async show(desk) {
            await uploads(desk, ['Lemaire;Zoé;P3;', 'Sans-prénom;;P3;', 'Claes;Noor;Les Papillons;']);
            await desk.text('line-error').first().waitFor();
        },
    },
    {
        name: 'school-import-ready',
        who: 'head',
        path: '/ecole/importer',
        title: 'import-title',
        async show(desk) {
            await uploads(desk, ['Lemaire;Zoé;P3;N1001', 'Vandenberghe-Okonkwo;Marie-Antoinette;P4;N1002']);
            await desk.find('button', 'import-apply').waitFor();
        },
    },
    { name: 'school-classes', who: 'head', path: '/ecole/classes', title: 'classes-title', show: (desk) => named(desk, 'class-staff').waitFor() },
    {
        name: 'school-class-staff',
        who: 'head',
        path: '/ecole/classes',
        title: 'classes-title',
        async show(desk) {
            await named(desk, 'class-staff').click();
            await desk.page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${desk.say('class-assign')} `) }).first().waitFor();
        },
    },
    {
        name: 'school-class-change',
        who: 'head',
        path: '/ecole/classes',
        title: 'classes-title',
        async show(desk) {
            await named(desk, 'class-change').click();
            await desk.dialog('class-change').waitFor();
        },
    },
    { name: 'school-members', who: 'head', path: '/ecole/membres', title: 'members-title', show: (desk) => desk.page.getByRole('link', { name: /Martine Evrard/ }).first().waitFor() },
    { name: 'school-member', who: 'head', path: (cast) => `/ecole/membres/${cast.member}`, show: (desk) => desk.find('button', 'member-suspend').waitFor() },
    {
        name: 'school-member-suspend',
        who: 'head',
        path: (cast) => `/ecole/membres/${cast.member}`,
        async show(desk) {
            await desk.find('button', 'member-suspend').click();
            await desk.dialog('member-suspend-title').waitFor();
        },
    },
    {
        name: 'school-member-merge',
        who: 'head',
        path: (cast) => `/ecole/membres/${cast.member}`,
        async show(desk) {
            await desk.find('button', 'member-merge').click();
            await desk.field('members-search', desk.dialog('member-merge')).fill('');
            await desk.dialog('member-merge').getByRole('button', { name: desk.say('member-merge-into') }).first().waitFor();
        },
    },
    {
        name: 'school-invitations',
        who: 'head',
        path: '/ecole/invitations',
        title: 'invitations-title',
        before: (desk) => answers(desk, 'GET', '/invitations*', { json: { items: INVITATIONS, next: null } }),
        show: (desk) => desk.text('invitation-used').waitFor(),
    },
    {
        name: 'school-invite',
        who: 'head',
        path: '/ecole/invitations',
        title: 'invitations-title',
        async show(desk) {
            await desk.find('button', 'invite').click();
            await desk.dialog('invite').getByRole('button', { name: desk.say('invitation-send') }).click();
            await desk.text('problem-invalid').waitFor();
        },
        faults: [/answer: 422/],
    },
    { name: 'school-settings', who: 'head', path: '/ecole/reglages', title: 'school-settings', show: (desk) => Promise.all([desk.find('button', 'school-code-renew').waitFor(), named(desk, 'module-switch-off').waitFor()]) },
    {
        name: 'school-module-off',
        who: 'head',
        path: '/ecole/reglages',
        title: 'school-settings',
        async show(desk) {
            await named(desk, 'module-switch-off').click();
            await desk.dialog('module-off-title').waitFor();
        },
    },
    { name: 'school-audit', who: 'head', path: '/ecole/journal', title: 'audit-title', show: (desk) => desk.page.getByRole('listitem').getByText(desk.say('act-child-opened')).first().waitFor() },
    {
        name: 'school-audit-nothing',
        who: 'head',
        path: '/ecole/journal',
        title: 'audit-title',
        async show(desk) {
            await desk.field('audit-act').selectOption('members_merged');
            await desk.text('audit-nothing').waitFor();
        },
    },
    { name: 'school-nowhere', who: 'head', path: '/ecole/grenier', title: 'not-found-title', show: (desk) => desk.find('link', 'not-found-home').waitFor() },
    { name: 'school-not-for-you', who: 'parent', path: '/ecole', title: 'nav-school', show: (desk) => desk.text('school-not-for-you').waitFor() },
    { name: 'not-found', path: '/la/page/qui/manque', title: 'not-found-title' },
    {
        name: 'error',
        who: 'parent',
        path: '/profil',
        title: 'nav-profile',
        faults: [/answer: 503/],
        before: (desk) => desk.context.route('**/api/v1/children*', (route) => route.fulfill(problem(503, 'unavailable'))),
        show: (desk) => desk.text('error-title').first().waitFor(),
    },
    {
        name: 'waiting',
        who: 'parent',
        path: '/profil',
        title: 'nav-profile',
        before: (desk) => desk.context.route('**/api/v1/children*', () => {}),
        show: (desk) => desk.page.locator('[aria-busy=true]').first().waitFor(),
    },
    {
        name: 'offline',
        who: 'parent',
        path: '/profil',
        title: 'nav-profile',
        faults: [/ERR_INTERNET_DISCONNECTED|WebSocket/],
        async show(desk) {
            await desk.find('button', 'children-add').waitFor();
            await desk.context.setOffline(true);
            await offlineBanner(desk).waitFor();
        },
    },
    {
        name: 'session-expired',
        who: 'parent',
        path: '/profil',
        title: 'nav-profile',
        faults: [/answer: 401|WebSocket/],
        async show(desk) {
            await desk.find('button', 'children-add').waitFor();
            await desk.context.clearCookies();
            const dialog = desk.dialog('expired-title');
            // The page may find out by itself before the button is pressed.
            await Promise.race([dialog.waitFor(), desk.find('button', 'action-save').click().catch(() => {})]);
            await dialog.waitFor();
        },
    },
    { name: 'styleguide', path: '/styleguide' },
];

/** What a parent sees, and can do, on the page about a group of hers. */
function groupInfo(name, show) {
    return { name, who: 'parent', path: (cast) => `/messages/${cast.group}/infos`, show };
}

/** The photos and documents of the trip are there. */
async function albumIsHere(desk) {
    await desk.page.getByRole('link', { name: /matériel\.pdf/ }).waitFor();
    await desk.page.waitForFunction(() => {
        const pictures = [...document.querySelectorAll('.picture img')].filter((image) => image.getBoundingClientRect().bottom > 0);
        return pictures.length > 0 && pictures.every((image) => image.dataset.here === 'true');
    });
}

/** The strip that says that there is no network; it names the time. */
function offlineBanner(desk) {
    const [before] = desk.say('offline', { time: '|' }).split('|');
    return desk.page.getByRole('status').filter({ hasText: before.trim() });
}

// The first button that does this to somebody of a list: its name goes on with theirs.
function named(desk, key) {
    return desk.page.getByRole('button', { name: new RegExp(`^${desk.say(key)} `) }).first();
}

// In the browser's own list, an entry by the beginning of its words: the classes of the demo school may have sections.
async function chooses(desk, key, words) {
    const option = desk.field(key).getByRole('option', { name: new RegExp(`^${words}`) }).first();
    await desk.field(key).selectOption(await option.getAttribute('value'));
}

// A class list as the school's program writes it.
function uploads(desk, lines) {
    const text = ['Nom;Prénom;Classe;Numéro', ...lines].join('\r\n');
    return desk.field('import-file').setInputFiles({ name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
}

// As the server would tell somebody who stands differently in the school.
function membershipIs(desk, status, more = {}) {
    return desk.context.route('**/api/v1/me', async (route) => {
        const me = await (await route.fetch()).json();
        await route.fulfill({ json: { ...me, membership: { ...me.membership, status, ...more } } });
    });
}

// As the server would answer one call, by its method and the end of its path.
function answers(desk, method, path, answer) {
    return desk.context.route(`**/api/v1${path}`, (route) => (route.request().method() === method ? route.fulfill(answer) : route.fallback()));
}

const STRANGER = { id: '0197e9d2-0000-7000-8000-000000000009', first_name: 'Amélie', last_name: 'Vandenberghe-Okonkwo', role: 'parent', classes: [] };
const SECOND_FACTOR = { enabled: true, since: '2026-09-01T08:00:00Z', recovery_codes: 7, required: false };
const INVITATIONS = [
    { id: '0197e9d2-0000-7000-8000-000000000004', email: 'amelie.vandenberghe-okonkwo@example.be', role: 'parent', locale: 'fr', state: 'open', invited_by: 'Martine Evrard', created_at: '2026-11-18T08:00:00Z', sent_at: '2026-11-18T08:00:00Z', expires_at: '2026-12-02T08:00:00Z' },
    { id: '0197e9d2-0000-7000-8000-000000000005', email: 'jan@example.be', role: 'teacher', locale: 'nl', state: 'used', invited_by: 'Martine Evrard', created_at: '2026-11-02T08:00:00Z', sent_at: '2026-11-02T08:00:00Z', expires_at: '2026-11-16T08:00:00Z', used_at: '2026-11-03T18:12:00Z' },
];
const RECOVERY_CODES = ['K7QM-4XTD-9WPR', '8FHC-2JNV-6EYB', 'PX3R-W9KD-5TMA', 'C4VN-8HQJ-2ZLF', '6YBE-M7TG-XK3D', 'R9WA-3PFC-N5HV', 'J2ZQ-T8LK-4DXM', 'V6EN-9GYB-7RWC', 'H3MT-K5PA-8QJZ', 'D8XF-2VNC-6LGE'];
const TOKENS = [
    { id: '0197e9d2-0000-7000-8000-000000000001', name: 'Agenda de la maison', scopes: ['children:read', 'messages:read'], created_at: '2026-10-01T08:00:00Z', expires_at: '2026-12-30T08:00:00Z', last_used_at: '2026-11-19T17:42:00Z' },
    { id: '0197e9d2-0000-7000-8000-000000000002', name: 'Home Assistant', scopes: ['profile:read'], created_at: '2026-11-01T08:00:00Z', expires_at: '2027-10-30T08:00:00Z' },
];

// An invitation as its link shows it.
function invites(desk, email) {
    const preview = { school_id: '0197e9d2-0000-7000-8000-000000000003', school_name: 'École des Tilleuls', role: 'teacher', email, locale: 'fr', expires_at: '2026-12-04T08:00:00Z' };
    return answers(desk, 'POST', '/invitations/preview', { json: preview });
}

async function secondStep(desk) {
    await desk.field('form-email').fill('marie@example.be');
    await desk.field('form-password').fill('quatre moutons verts');
    await desk.find('button', 'sign-in-action').click();
    await desk.field('second-code').fill('123');
}

function problem(status, code) {
    return {
        status,
        headers: { 'content-type': 'application/problem+json', 'retry-after': '1', 'x-request-id': '0197-3f5a' },
        body: JSON.stringify({ type: `/api/problems/${code}`, title: 'As the server says it', status, code, instance: '0197-3f5a' }),
    };
}

/** The open menu of the last message of a conversation, which has reached the server. */
async function messageMenu(desk, title) {
    const last = column(desk, title).locator('.bubble-item[data-seq]').last();
    await desk.page.locator('.tick', { hasText: desk.say('messages-sending') }).waitFor({ state: 'detached' });
    await last.locator('.bubble').click({ button: 'right' });
    const menu = desk.find('menu', 'messages-actions');
    await menu.waitFor();
    return menu;
}
