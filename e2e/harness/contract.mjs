// The judge of answers: what a browser hears from the API is held against the committed document, as the tests of the server do with what
// they hear (crates/testkit/src/contract).

import { readFile } from 'node:fs/promises';

import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const document = JSON.parse(await readFile(new URL('../../openapi/openapi.json', import.meta.url), 'utf8'));
close(document);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(document, 'openapi');

/** What is wrong with an answer under /api/v1, or nothing; `body` is the text of it, or null when it is gone. */
export function judge({ method, path, status, kind, body }) {
    const template = templateOf(path.replace(/^\/api\/v1/, ''));
    const verb = method.toLowerCase();
    const operation = document.paths[template]?.[verb];
    if (!operation) return `the document knows no ${method} ${path}`;
    const { $ref, ...own } = operation.responses[status] ?? {};
    const response = $ref ? document.components.responses[$ref.split('/').at(-1)] : own;
    if (!operation.responses[status]) return `${operation.operationId} does not document ${status}`;
    if (!response.content) return body ? `${operation.operationId} documents no body for ${status}` : undefined;
    const essence = kind.split(';')[0].trim();
    if (!response.content[essence]) return `${operation.operationId} does not document ${essence} for ${status}`;
    if (body === null || !essence.endsWith('json')) return undefined;
    const at = $ref ? $ref.split('/').slice(1) : ['paths', template, verb, 'responses', status];
    const pointer = [...at, 'content', essence, 'schema'].map(escaped).join('/');
    const validate = ajv.getSchema(`openapi#/${pointer}`);
    if (validate(JSON.parse(body))) return undefined;
    const faults = validate.errors.map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
    return `${operation.operationId} answers ${status} with another body than the document says: ${faults.join('; ')}`;
}

/** The path of the document that is meant; a fixed segment is nearer than a parameter. */
function templateOf(path) {
    const given = path.split('/');
    const isMeant = (template) => {
        const wanted = template.split('/');
        return wanted.length === given.length && wanted.every((part, index) => part === given[index] || part.startsWith('{'));
    };
    const nearness = (template) => template.replaceAll('{', '~');
    return Object.keys(document.paths)
        .filter(isMeant)
        .sort((one, other) => (nearness(one) < nearness(other) ? -1 : 1))[0];
}

const escaped = (part) => encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'));

/** Takes every object schema as closed: a field that nobody documented is a fault. */
function close(schema) {
    if (schema === null || typeof schema !== 'object') return;
    if (!Array.isArray(schema) && typeof schema.properties === 'object') schema.additionalProperties ??= false;
    Object.values(schema).forEach(close);
}
