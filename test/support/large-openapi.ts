/** Nesting depth of each schema: makes the whole document 19 levels deep. */
const LEVELS = 7;
const SCHEMAS = 430;
const WEBHOOKS = 260;

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const named = (count: number, of: (index: number) => object): object =>
  Object.fromEntries(range(count).map((index) => [`event-${index}`, of(index)]));

function property(index: number): object {
  return {
    type: ['string', 'null'],
    description: `What member ${index} of an event says.`,
    examples: [`https://events.example/${index}`, `ключ-${index}`],
    maxLength: 200 + index,
  };
}

function nested(level: number): object {
  const members = Object.fromEntries(range(4).map((index) => [`member_${index}`, property(index)]));
  const reference = { $ref: `#/components/schemas/event-${level}` };
  const properties = {
    ...members,
    link: reference,
    ...(level > 1 && { inner: nested(level - 1) }),
  };
  return { type: 'object', required: Object.keys(members), properties };
}

function webhook(index: number): object {
  const schema = { $ref: `#/components/schemas/event-${index}` };
  const header = { name: 'X-Event', in: 'header', required: true, schema: { type: 'string' } };
  const responses = { 200: { description: 'It was heard.' } };
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  return { post: { operationId: `event/${index}`, parameters: [header], requestBody, responses } };
}

/**
 * An OpenAPI file as large and deep as the largest published webhook descriptions, as JSON: about
 * 4.8 MB, 140,000 values, 19 levels, 3,000 local references.
 */
export function largeOpenApi(): string {
  const document = {
    openapi: '3.1.0',
    info: { title: "Petshop's official Webhooks OpenAPI spec + extension", version: '12.1.0' },
    servers: [{ url: 'https://api.petshop.example' }],
    webhooks: named(WEBHOOKS, webhook),
    components: { schemas: named(SCHEMAS, () => nested(LEVELS)) },
  };
  return JSON.stringify(document, null, 1);
}
