// What can be measured of how a page looks: accessibility by axe, sideways scroll, targets large enough for a thumb.

import { AxeBuilder } from '@axe-core/playwright';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Our own floor for buttons, fields and entries of the navigation, in CSS pixels; WCAG 2.2 AA asks for 24. */
const TARGET = 44;

/** What axe finds wrong, a line each. */
export async function violations(page) {
    // Our pages have no frames: the legacy mode spares a blank page for each look.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(RULES).setLegacyMode(true);
    const { violations } = await axe.analyze();
    return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary?.split('\n').slice(1).join('; ').trim()}`));
}

/** What makes the page wider than the window; empty when nothing does. */
export function sideways(page) {
    return page.evaluate(() => {
        const root = document.scrollingElement;
        if (root.scrollWidth <= innerWidth) return [];
        const clipped = (element) => {
            for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
                if (getComputedStyle(up).overflowX !== 'visible') return true;
            }
            return false;
        };
        const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !clipped(one));
        return [`${root.scrollWidth} px wide`, ...wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))];
    });
}

/** Buttons, fields and links that are smaller than a thumb; links inside a sentence may be. */
export function smallTargets(page) {
    return page.evaluate((least) => {
        const small = [];
        const open = document.querySelector('dialog[open]');
        for (const control of (open ?? document).querySelectorAll('a[href], button, input, select, textarea, summary, [role=tab]')) {
            // A radio button or a checkbox is as large as its label.
            const target = control.matches('input[type=radio], input[type=checkbox]') ? (control.closest('label') ?? control) : control;
            const style = getComputedStyle(target);
            const box = target.getBoundingClientRect();
            const hidden = !target.checkVisibility({ visibilityProperty: true }) || box.width <= 1 || style.clipPath !== 'none';
            const inSentence = target.matches('a') && style.display === 'inline';
            if (hidden || inSentence) continue;
            // The frame around a text may belong to what is around it.
            const frame = target.matches('textarea') ? 3 : 0.5;
            // A control may be pressed beyond its edge, where it lays nothing over the page but itself.
            const beyond = getComputedStyle(target, '::before');
            const grows = beyond.content !== 'none' && beyond.position === 'absolute';
            const more = grows ? Math.max(0, -parseFloat(beyond.top)) + Math.max(0, -parseFloat(beyond.bottom)) : 0;
            if (Math.min(box.width, box.height + more) < least - frame) {
                const name = control.getAttribute('aria-label') || target.innerText || control.name || control.type;
                small.push(`${control.tagName.toLowerCase()} "${name.trim().slice(0, 40)}" ${Math.round(box.width)} x ${Math.round(box.height)}`);
            }
        }
        return small;
    }, TARGET);
}
