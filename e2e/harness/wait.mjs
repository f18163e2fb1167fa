// Waiting for what must become true. There is no pause of fixed length in these tests: every wait has a condition and a deadline.

import { setTimeout as pause } from 'node:timers/promises';

const BETWEEN_LOOKS = 25;

/** Asks again until the answer is truthy, and gives it back; after `within` milliseconds it fails and says what was waited for. */
export async function eventually(what, ask, within = 10_000) {
    const deadline = performance.now() + within;
    let last;
    for (;;) {
        try {
            const answer = await ask();
            if (answer) return answer;
            last = answer;
        } catch (error) {
            last = error;
        }
        if (performance.now() > deadline) throw new Error(`not within ${within} ms: ${what} (last: ${last?.message ?? JSON.stringify(last)})`);
        await pause(BETWEEN_LOOKS);
    }
}
