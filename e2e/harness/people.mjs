// What people do on the pages around the messages, as they do it: by the words on the screen.

import { PASSWORD, SCHOOL_CODE } from './school.mjs';
import { linkIn } from './mails.mjs';
import { eventually } from './wait.mjs';

/** Registers with the school's code, opens the link of the mail, types the password again: ends at the welcome page. */
export async function register(desk, school, { firstName, lastName, email }) {
    await desk.goto('/inscription');
    await desk.field('form-first-name').fill(firstName);
    await desk.field('form-last-name').fill(lastName);
    await desk.field('form-email').fill(email);
    await desk.field('form-password').fill(PASSWORD);
    await desk.field('form-school-code').fill(SCHOOL_CODE);
    await desk.find('button', 'register-action').click();
    await desk.text('mailbox-title').waitFor();
    await desk.goto(linkIn(await school.server.mailTo(email)));
    await desk.field('form-password').fill(PASSWORD);
    await desk.find('button', 'verify-action').click();
    await desk.find('heading', 'welcome-hello', { name: firstName }).waitFor();
}

/** On the sign-in page: types address and password, and goes on. */
export async function type(desk, email, password) {
    await desk.field('form-email').fill(email);
    await desk.field('form-password').fill(password);
    await desk.find('button', 'sign-in-action').click();
}

/** The link to a page in the newest mail to an address that has one. */
export function linkTo(server, email, page) {
    return eventually(`a link to ${page} for ${email}`, async () => {
        const links = (await server.mailsTo(email)).map((mail) => /https?:\/\/\S+/.exec(mail.body)?.[0]);
        return links.findLast((link) => link && new URL(link).pathname === page);
    });
}

/** Signs in on the sign-in page: ends on the dashboard, or where `path` leads. */
export async function signIn(desk, email, path = '/') {
    await desk.goto(path === '/' ? '/connexion' : path);
    await desk.field('form-email').fill(email);
    await desk.field('form-password').fill(PASSWORD);
    await desk.find('button', 'sign-in-action').click();
    await desk.find('heading', 'sign-in-title').waitFor({ state: 'detached' });
}

/** Opens an account of the demo school with one click. */
export async function openDemo(desk, name) {
    await desk.goto('/connexion');
    await desk.page.getByRole('button', { name: new RegExp(`${name}`) }).click();
    await desk.find('heading', 'sign-in-title').waitFor({ state: 'detached' });
}

/** On the welcome page: steps over the language, adds a child with its code, ends on the dashboard. */
export async function welcomeWithChild(desk, { code, child }) {
    await desk.find('button', 'action-next').click();
    await desk.field('child-code').fill(code);
    await desk.find('button', 'child-add-action').click();
    await desk.text('child-added', { name: child }).waitFor();
    // At once: the news above must not lie on the button.
    await desk.find('button', 'action-next').click({ timeout: 3_000 });
    await desk.find('link', 'welcome-done-action').click();
    await desk.page.waitForURL('**/');
}

/** On the profile: adds a child with its code. */
export async function addChildWithCode(desk, { code, child }) {
    const dialog = await openAddChild(desk);
    await desk.field('child-code', dialog).fill(code);
    await dialog.getByRole('button', { name: desk.say('child-add-action'), exact: true }).click();
    await desk.text('child-added', { name: child }).waitFor();
}

/** On the profile: declares a child without a code. */
export async function declareChild(desk, { firstName, lastName, level }) {
    const dialog = await openAddChild(desk);
    await dialog.getByRole('radio', { name: desk.say('child-without-code'), exact: true }).check();
    await desk.field('child-first-name', dialog).fill(firstName);
    await desk.field('child-last-name', dialog).fill(lastName);
    await dialog.getByRole('radio', { name: level, exact: true }).check();
    await dialog.getByRole('button', { name: desk.say('child-add-action'), exact: true }).click();
    await desk.text('child-added-pending', { name: firstName }).waitFor();
}

async function openAddChild(desk) {
    await desk.goto('/profil');
    await desk.find('button', 'children-add').click();
    const dialog = desk.dialog('children-add');
    await dialog.waitFor();
    return dialog;
}
