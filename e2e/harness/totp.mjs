// What an authenticator app computes: six digits from a secret and the time (RFC 6238, with SHA-1 and 30 seconds).

import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP = 30_000;

/** The code of a secret in base32 at a moment, in milliseconds since 1970. */
export function code(secret, at = Date.now()) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(at / STEP)));
    const digest = createHmac('sha1', bytes(secret)).update(counter).digest();
    const offset = digest.at(-1) & 15;
    const number = (digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000;
    return String(number).padStart(6, '0');
}

/** The code of the next 30 seconds: each works once, and this one is taken already. */
export const nextCode = (secret) => code(secret, Date.now() + STEP);

function bytes(secret) {
    let bits = '';
    for (const letter of secret.replaceAll(/[\s=]/g, '')) bits += ALPHABET.indexOf(letter).toString(2).padStart(5, '0');
    return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
