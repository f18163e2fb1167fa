// The mails that a server without a mail server writes into MAIL_DIR.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { eventually } from './wait.mjs';

/** The newest mail to an address, once it is there: `{ headers, body }`. */
export async function mailTo(folder, address) {
    return eventually(`a mail to ${address}`, async () => {
        // Names begin with the time.
        const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(`-${address}.eml`)).sort();
        const newest = names.at(-1);
        const text = newest && (await readFile(join(folder, newest), 'utf8'));
        // The file exists a moment before its text does.
        return text?.trim() && parted(text);
    });
}

/** Every mail to an address that is there now, the oldest first. */
export async function mailsTo(folder, address) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(`-${address}.eml`)).sort();
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    return texts.filter((text) => text.trim()).map(parted);
}

/** The link of a mail. */
export function linkIn(mail) {
    const link = /https?:\/\/\S+/.exec(mail.body)?.[0];
    if (!link) throw new Error(`there is no link in this mail:\n${mail.body}`);
    return link;
}

function parted(text) {
    const unix = text.replaceAll('\r\n', '\n');
    const end = unix.indexOf('\n\n');
    return { headers: unix.slice(0, end), body: unix.slice(end + 2) };
}
