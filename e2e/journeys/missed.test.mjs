// What happens while the connection is cut stands on the screen when it is back, without a reload.

import { signIn } from '../harness/people.mjs';
import { scenario } from '../harness/scenario.mjs';
import { classConversation, send } from '../harness/school.mjs';
import { arrives, className, inList } from '../harness/thread.mjs';

/** A desk whose cable can be pulled: no call and no socket gets through. */
async function wired(stage, school, email, path, options) {
    const desk = await stage.desk(school.server, options);
    desk.tolerates(/ERR_|WebSocket|net::/);
    const wire = { cut: false, sockets: new Set() };
    await desk.context.routeWebSocket('**/ws', (socket) => {
        if (wire.cut) return socket.close({ code: 1011 });
        wire.sockets.add(socket);
        return socket.connectToServer();
    });
    await desk.context.route('**/api/**', (route) => (wire.cut ? route.abort('internetdisconnected') : route.fallback()));
    await signIn(desk, email, path);
    const pull = async () => {
        wire.cut = true;
        for (const socket of wire.sockets) await socket.close({ code: 1011 });
        wire.sockets.clear();
    };
    const plug = () => {
        wire.cut = false;
    };
    return { desk, pull, plug };
}

/** How long a device may take to notice that the server is back, and to read. */
const BACK = { timeout: 40_000 };

scenario('New members and reported messages are there after a cut', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma' });
    const { id } = await classConversation(marie.api, 'P3');
    const said = await send(jean.api, id, 'Des mots qui blessent');

    const members = await wired(stage, school, school.headEmail, '/ecole/membres', { name: 'Nadia' });
    await members.desk.page.getByText('Jean Dubois').first().waitFor();
    const queue = await wired(stage, school, school.headEmail, '/ecole/signalements', { name: 'Nadia again' });
    await queue.desk.text('cases-none').waitFor();
    await members.pull();
    await queue.pull();
    await school.parentWithChild('Aïcha', 'Benali', { child: 'Inès' });
    await marie.api.post(`/conversations/${id}/messages/${said.id}/reports`, { reason: 'insult' });
    members.plug();
    queue.plug();
    await members.desk.page.getByText('Aïcha Benali').first().waitFor(BACK);
    await queue.desk.page.getByRole('link', { name: /Des mots qui blessent/ }).waitFor(BACK);
});

scenario('Announcements, contact requests and conversations are there after a cut', async (stage) => {
    const school = await stage.school();
    const marie = await school.parentWithChild('Marie', 'Dupont', { child: 'Louis' });
    const jean = await school.parentWithChild('Jean', 'Dubois', { child: 'Emma', level: 'P5' });
    const shared = await school.head.post('/conversations', { kind: 'public', title: 'Fancy-fair' });
    for (const parent of [marie, jean]) await parent.api.post(`/rooms/${shared.slug}/join`);
    await classConversation(marie.api, 'P3');

    const list = await wired(stage, school, marie.email, '/messages', { name: 'list' });
    await inList(list.desk, className(list.desk)).waitFor();
    const circle = await wired(stage, school, marie.email, '/reglages/messages', { name: 'circle', width: 390 });
    await circle.desk.text('circle-blocked-none').waitFor();
    const feed = await wired(stage, school, marie.email, '/annonces', { name: 'feed', width: 390 });
    await feed.desk.text('announcements-none').waitFor();
    for (const one of [list, circle, feed]) await one.pull();

    const group = await school.head.post('/conversations', { kind: 'group', title: 'Comité de fête', members: [marie.id] });
    await send(school.head, group.id, 'Bienvenue au comité');
    await jean.api.post('/contacts/requests', { account_id: marie.id, note: 'Le papa d’Emma' });
    const { announcement: draft } = await school.head.post('/announcements', {
        original: 'fr',
        audience: { parents: true, teachers: true },
        versions: [{ locale: 'fr', by: 'human', title: 'Sortie à Bokrijk', body: 'Nous partons à 8 h 15.' }],
    });
    await school.head.post(`/announcements/${draft.id}/publish`);

    for (const one of [list, circle, feed]) one.plug();
    await inList(list.desk, 'Comité de fête').waitFor(BACK);
    await circle.desk.page.getByText('Le papa d’Emma').waitFor(BACK);
    await feed.desk.page.getByRole('link', { name: /Sortie à Bokrijk/ }).waitFor(BACK);
});
