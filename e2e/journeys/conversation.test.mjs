// (a) Two parents register in two browsers, find the conversation of their class, and write to each other; in each language.

import assert from 'node:assert/strict';

import { register, welcomeWithChild } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { arrives, className, column, composer, openConversation, standing, write } from '../harness/thread.mjs';
import { LANGUAGES } from '../harness/words.mjs';

const SLOWEST = 3_000;

const SAID = {
    fr: ['Qui peut prêter des bottes pour la sortie au bois ?', 'Moi, du 34. Je les apporte demain.', 'Un grand merci, Jean !'],
    nl: ['Wie kan laarzen uitlenen voor het uitstapje naar het bos?', 'Ik, maat 34. Ik breng ze morgen mee.', 'Hartelijk dank, Jean!'],
    en: ['Who can lend boots for the trip to the woods?', 'I can, size 34. I bring them tomorrow.', 'Many thanks, Jean!'],
};

for (const language of LANGUAGES) {
    scenario(`Marie and Jean register, meet in the conversation of P3 and write to each other (${language})`, async (stage, t) => {
        const school = await stage.school();
        const [louisCode, emmaCode] = [await school.enrolWithCode('Louis', 'Dupont'), await school.enrolWithCode('Emma', 'Dubois')];
        const marie = await stage.desk(school.server, { language, name: 'Marie' });
        const jean = await stage.desk(school.server, { language, name: 'Jean', width: 390 });
        await Promise.all([
            register(marie, school, { firstName: 'Marie', lastName: 'Dupont', email: 'marie@ecole.example' }).then(() =>
                welcomeWithChild(marie, { code: louisCode, child: 'Louis' })),
            register(jean, school, { firstName: 'Jean', lastName: 'Dubois', email: 'jean@ecole.example' }).then(() =>
                welcomeWithChild(jean, { code: emmaCode, child: 'Emma' })),
        ]);

        const p3 = className(marie);
        await Promise.all([openConversation(marie, p3), openConversation(jean, p3)]);
        const [question, answer, thanks] = SAID[language];
        const times = [];
        await say(marie, jean, p3, question, times);
        await say(jean, marie, p3, answer, times);
        await say(marie, jean, p3, thanks, times);
        for (const desk of [marie, jean]) {
            assert.deepEqual(await standing(desk, p3, SAID[language]), SAID[language], `each message once, in order, for ${desk.name}`);
        }

        await directly(marie, jean, times);
        t.diagnostic(`${language}: from sending to the other screen: ${times.map((time) => `${time} ms`).join(', ')}`);
    });
}

// One says it, the other sees it; notes how long that took.
async function say(from, to, title, text, times, toTitle = title) {
    const arrival = arrives(to, toTitle, text);
    const sent = await write(from, title, text);
    const took = (await arrival) - sent;
    times.push(took);
    assert.ok(took <= SLOWEST, `“${text}” took ${took} ms`);
}

// Marie writes to Jean alone, from the list of people; he finds it and answers.
async function directly(marie, jean, times) {
    await marie.page.goto('/messages');
    await marie.find('link', 'messages-new').click();
    await marie.find('heading', 'messages-people-title').waitFor();
    await marie.find('list', 'messages-people').getByRole('button', { name: /Jean Dubois/ }).click();
    await composer(marie, 'Jean Dubois').waitFor();
    const words = `Jean, ${marie.language}: 1 + 1`;
    await write(marie, 'Jean Dubois', words);
    await openConversation(jean, 'Marie Dupont');
    await arrives(jean, 'Marie Dupont', words);
    await say(jean, marie, 'Marie Dupont', `Marie, ${jean.language}: 2`, times, 'Jean Dubois');
    await column(marie, 'Jean Dubois').getByText(words, { exact: true }).waitFor();
}
