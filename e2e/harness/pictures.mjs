// Pictures and documents to send, made here so that no binary file lies in the repository.

import { deflateSync } from 'node:zlib';

/** A PNG with a sun over a meadow, different for each number. */
export function picture(width = 640, height = 400, number = 0) {
    const rows = Buffer.alloc(height * (1 + width * 3));
    const [sunX, sunY, size] = [width * (0.25 + (number % 3) * 0.25), height * 0.32, height * 0.16];
    for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
            const isSun = (x - sunX) ** 2 + (y - sunY) ** 2 < size ** 2;
            const isMeadow = y > height * (0.66 + 0.05 * Math.sin(x / width * 6 + number));
            const color = isSun ? [250, 200, 60] : isMeadow ? [70, 140 + (number * 20) % 60, 70] : [120, 170 + Math.floor((y / height) * 60), 225];
            rows.set(color, y * (1 + width * 3) + 1 + x * 3);
        }
    }
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head.set([8, 2, 0, 0, 0], 8);
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** A file for an input of a page. */
export const photo = (name, number = 0) => ({ name, mimeType: 'image/png', buffer: picture(640, 400, number) });

/** A document for an input of a page. */
export const document = (name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') });

function chunk(name, content) {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
    const framed = Buffer.alloc(named.length + 8);
    framed.writeUInt32BE(content.length, 0);
    named.copy(framed, 4);
    framed.writeUInt32BE(checksum(named), named.length + 4);
    return framed;
}

function checksum(bytes) {
    let sum = ~0;
    for (const byte of bytes) {
        sum ^= byte;
        for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
}
