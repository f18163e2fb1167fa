// Moving with the keyboard alone, and seeing where one is at every step.

/** Presses Tab (or another key) until the focus is on the element; at every step on the way the focus must be visible. */
export async function tabTo(desk, locator, { key = 'Tab', most = 60 } = {}) {
    const steps = [];
    for (let step = 0; step < most; step += 1) {
        if (await hasFocus(locator)) return;
        await desk.page.keyboard.press(key);
        const place = await whereFocusIs(desk.page);
        if (place.fault) throw new Error(`${place.fault}: ${place.name} (after ${steps.slice(-3).join(' > ')})`);
        steps.push(place.name);
    }
    throw new Error(`${most} times ${key} did not lead to ${locator}, but to ${steps.join(' > ')}`);
}

/** Whether the element has the focus. */
export async function hasFocus(locator) {
    return (await locator.count()) === 1 && locator.evaluate((element) => element === document.activeElement);
}

/** Where the focus is: its name, and what is wrong with how it shows. */
export function whereFocusIs(page) {
    return page.evaluate(async () => {
        // What moves into view, such as the skip link, is there a moment later.
        await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
        const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime));
        await Promise.allSettled(ending.map((one) => one.finished));
        const focus = document.activeElement;
        const name = `${focus.tagName.toLowerCase()} "${(focus.getAttribute('aria-label') || focus.innerText || focus.name || '').trim().slice(0, 40)}"`;
        // Behind the last element the focus leaves the page for the browser's own bars.
        if (focus === document.body) return { name: 'body' };
        const outlined = (element) => {
            const style = getComputedStyle(element);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        };
        // A radio button may be drawn by its label.
        const drawn = [focus, focus.closest('label'), focus.parentElement].filter(Boolean);
        if (focus.matches('h1, main')) return { name };
        const shown = drawn.find(outlined);
        if (!shown) return { name, fault: 'the focus cannot be seen' };
        const box = shown.getBoundingClientRect();
        if (box.width < 2 || box.height < 2) return { name, fault: 'the focus is on something without a size' };
        const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
        if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return { name, fault: 'the focus is outside the window' };
        const top = document.elementFromPoint(x, y);
        const own = drawn.some((element) => element === top || element.contains(top) || top?.contains(element));
        return own ? { name } : { name, fault: `the focus is hidden by ${top?.outerHTML.slice(0, 80)}` };
    });
}
