// Photos and documents: chosen, uploaded over a network that breaks, seen by the class, and gone with their message.

import assert from 'node:assert/strict';

import { signIn } from '../harness/people.mjs';
import { document, photo } from '../harness/pictures.mjs';
import { classConversation } from '../harness/school.mjs';
import { scenario } from '../harness/scenario.mjs';
import { className, column, openConversation } from '../harness/thread.mjs';

scenario('An upload that breaks is tried again, and the message arrives once', async (stage) => {
    const { marie, jean, p3, room, parent } = await twoParents(stage);
    marie.tolerates(/ERR_|WebSocket|net::/);
    // The first answer gets lost after the server has the file.
    let lost = 0;
    await marie.context.route('**/api/v1/files?*', async (route) => {
        if (lost > 0) return route.continue();
        lost += 1;
        await route.fetch();
        return route.abort('connectionreset');
    });
    await choose(marie, [photo('sortie.png'), document('menu.pdf')]);
    await tray(marie, 'done').nth(1).waitFor({ timeout: 20_000 });
    assert.equal(lost, 1);

    // And then there is no network at all.
    await marie.context.setOffline(true);
    await choose(marie, [photo('cour.png', 1)]);
    await tray(marie, 'pausing').waitFor();
    await marie.find('button', 'messages-send').click();
    await marie.text('messages-files-go').waitFor();
    await marie.context.setOffline(false);
    await picture(jean, 'sortie').waitFor({ timeout: 30_000 });
    await picture(jean, 'cour').waitFor();
    await column(jean, p3).getByRole('link', { name: /menu\.pdf/ }).waitFor();
    await tray(marie, 'done').first().waitFor({ state: 'detached' });

    const { items } = await parent.api.get(`/conversations/${room}/messages`);
    assert.deepEqual(items.map(({ attachments }) => attachments.map(({ name }) => name)), [['sortie.png', 'menu.pdf', 'cour.png']]);
    const { used_bytes: used } = await parent.api.get('/files/space');
    assert.equal(used, items[0].attachments.reduce((sum, { bytes }) => sum + bytes, 0), 'nothing was kept twice');
});

scenario('Photos are looked at one after the other, with the keyboard as well', async (stage) => {
    const { marie, jean, p3 } = await twoParents(stage);
    await choose(marie, [photo('un.png', 0), photo('deux.png', 1), photo('trois.png', 2)]);
    await marie.find('button', 'messages-send').click();
    await picture(jean, 'trois').waitFor();
    const before = await column(jean, p3).evaluate((column) => column.scrollHeight);
    await jean.page.waitForFunction(() => [...document.querySelectorAll('.picture img')].every((image) => image.dataset.here === 'true'));
    assert.equal(await column(jean, p3).evaluate((column) => column.scrollHeight), before, 'nothing moves when the pictures come');

    const open = picture(jean, 'deux');
    await open.click();
    const viewer = jean.page.getByRole('dialog', { name: jean.say('messages-picture'), exact: true });
    await viewer.getByText('deux.png').waitFor();
    await jean.page.keyboard.press('ArrowRight');
    await viewer.getByText('trois.png').waitFor();
    await jean.page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    assert.ok(await open.evaluate((button) => button === document.activeElement), 'the focus is back');
});

scenario('What cannot be sent says why, and can be taken away', async (stage) => {
    const { marie } = await twoParents(stage);
    marie.tolerates(/answer: 415/);
    await choose(marie, [{ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<!doctype html><script>alert(1)</script>') }]);
    await tray(marie, 'refused').getByText(marie.say('problem-file-kind')).waitFor();
    await marie.find('button', 'messages-file-remove', { name: 'page.html' }).click();
    await tray(marie, 'refused').waitFor({ state: 'detached' });
});

scenario('Photos are dropped onto the page and pasted into the message', async (stage) => {
    const { marie } = await twoParents(stage);
    for (const [kind, name] of [['drop', 'lâchée.png'], ['paste', 'collée.png']]) {
        const bytes = [...photo(name).buffer];
        await marie.page.evaluate(({ kind, name, bytes }) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/png' }));
            const event = kind === 'drop'
                ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
                : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
            document.querySelector('.composer textarea').dispatchEvent(event);
        }, { kind, name, bytes });
        await tray(marie, 'done').getByText(name).waitFor();
    }
});

/** A photo in the column, which is a button. */
const picture = (desk, name) => desk.find('button', 'messages-picture-open', { name });

/** The files that wait to be sent, in this state. */
const tray = (desk, state) => desk.page.locator(`.tray-item[data-state="${state}"]`);

const choose = (desk, files) => desk.page.locator('.composer input[type="file"]').first().setInputFiles(files);

async function twoParents(stage) {
    const school = await stage.school();
    const parent = await school.parentWithChild('Marie', 'Dupont');
    const other = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id: room } = await classConversation(parent.api, 'P3');
    const [marie, jean] = await Promise.all(['Marie', 'Jean'].map((name) => stage.desk(school.server, { name })));
    const p3 = className(marie);
    for (const [desk, person] of [[marie, parent], [jean, other]]) {
        await signIn(desk, person.email);
        await openConversation(desk, p3);
    }
    return { marie, jean, p3, room, parent };
}
