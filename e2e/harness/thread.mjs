// The messages pages as a person uses them: finds a conversation, reads its column, writes.

/** The name of a class conversation in the desk's language. */
export const className = (desk, name = 'P3') => desk.say('messages-class', { class: name });

/** An entry of the navigation: in the bar of a phone or in the rail of a desktop. */
export const entry = (desk, key) =>
    desk.find('navigation', 'nav-label').getByRole('link', { name: new RegExp(`^${desk.say(key)}`) });

/** From the navigation to a conversation of the list, by its title. */
export async function openConversation(desk, title) {
    // On a phone an open conversation has the whole screen.
    const back = desk.find('link', 'messages-back');
    await ((await back.isVisible()) ? back : entry(desk, 'nav-messages')).click();
    await inList(desk, title).click();
    await column(desk, title).waitFor();
}

/** The conversation in the list of conversations. */
export function inList(desk, title) {
    return desk.page.getByRole('main').getByRole('link', { name: new RegExp(escaped(title)) });
}

/** The column with the messages of a conversation. */
export function column(desk, title) {
    return desk.page.getByRole('region', { name: desk.say('messages-column', { name: title }) });
}

/** Where one writes in a conversation; a person is addressed by first name. */
export function composer(desk, title) {
    const classTitle = className(desk, '');
    const label = title.startsWith(classTitle)
        ? desk.say('messages-write-class', { class: title.slice(classTitle.length) })
        : desk.say('messages-write-to', { name: title.split(' ')[0] });
    const inRoom = desk.say('messages-write-in', { name: title });
    return desk.page.getByRole('textbox', { name: new RegExp(`^(${escaped(label)}|${escaped(inRoom)})`) });
}

/** Writes and sends with the button. Gives the moment of sending, in milliseconds since 1970. */
export async function write(desk, title, text) {
    await composer(desk, title).fill(text);
    const at = Date.now();
    await desk.find('button', 'messages-send').click();
    return at;
}

/**
 * Waits until a text stands in the column, told by the page itself the moment it changes; gives that moment, in milliseconds since
 * 1970. Begin to wait before the text is sent.
 */
export function arrives(desk, title, text, within = 10_000) {
    return column(desk, title).evaluate(
        (column, { text, within }) =>
            new Promise((resolve, reject) => {
                // Spaces before French punctuation do not break on the page.
                const there = () => column.textContent.replaceAll(/\s+/g, ' ').includes(text);
                const done = () => {
                    clearTimeout(patience);
                    watch.disconnect();
                    resolve(Date.now());
                };
                const watch = new MutationObserver(() => there() && done());
                const patience = setTimeout(() => {
                    watch.disconnect();
                    reject(new Error(`“${text}” has not arrived within ${within} ms`));
                }, within);
                watch.observe(column, { subtree: true, childList: true, characterData: true });
                if (there()) done();
            }),
        { text, within },
    );
}

/** Those of the texts that stand in the column, in the order of the page, as often as they stand there. */
export function standing(desk, title, texts) {
    return column(desk, title).evaluate((column, texts) => {
        const walker = document.createTreeWalker(column, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walker.nextNode()) {
            const text = walker.currentNode.textContent.trim().replaceAll(/\s+/g, ' ');
            if (texts.includes(text)) found.push(text);
        }
        return found;
    }, texts);
}

const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
