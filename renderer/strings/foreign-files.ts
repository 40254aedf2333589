import { type ForeignFile, foreignFiles } from '../../shared/domain/imported-api.ts';

interface Foreign {
  /** What it is, with its article. */
  readonly name: string;
  /** What to do instead; '' where nothing helps. */
  readonly instead: string;
}

const convert = 'Convert it to OpenAPI first.';

/** What a file is that is no OpenAPI. */
const foreign: Readonly<Record<ForeignFile, Foreign>> = {
  'api-blueprint': { name: 'an API Blueprint', instead: convert },
  archive: { name: 'a compressed file', instead: 'Unpack it, or pack it as ZIP.' },
  array: { name: 'a list', instead: '' },
  arazzo: { name: 'an Arazzo workflow', instead: 'Choose the OpenAPI files that it names.' },
  asyncapi: { name: 'an AsyncAPI description', instead: '' },
  empty: { name: 'an empty file', instead: '' },
  'google-discovery': { name: 'a Google Discovery document', instead: convert },
  graphql: { name: 'a GraphQL schema', instead: 'Add the API by hand.' },
  har: { name: 'a HAR recording', instead: '' },
  html: { name: 'a web page', instead: 'Save the definition itself, not the page that shows it.' },
  'insomnia-export': { name: 'an Insomnia export', instead: 'Export it as OpenAPI.' },
  'json-schema': { name: 'a JSON Schema', instead: '' },
  'kong-deck': { name: 'a Kong decK file', instead: 'It has no services.' },
  kubernetes: { name: 'a Kubernetes manifest', instead: '' },
  object: { name: 'some other document', instead: '' },
  openrpc: { name: 'an OpenRPC description', instead: '' },
  overlay: { name: 'an OpenAPI Overlay', instead: 'Choose the OpenAPI file that it changes.' },
  pdf: { name: 'a PDF', instead: '' },
  'postman-collection': { name: 'a Postman collection', instead: convert },
  'postman-environment': { name: 'a Postman environment', instead: 'Choose its collection.' },
  protobuf: { name: 'a Protocol Buffers definition', instead: 'Add the API by hand.' },
  raml: { name: 'a RAML file', instead: convert },
  text: { name: 'some other text', instead: '' },
  wadl: { name: 'a WADL file', instead: convert },
  wsdl: { name: 'a WSDL file (SOAP)', instead: 'Add the API by hand.' },
  'wso2-api-project': {
    name: 'the api.yaml of a WSO2 project',
    instead: 'Choose the definition in its Definitions or Meta-information folder.',
  },
  xml: { name: 'XML', instead: '' },
};

const isForeign = (found: unknown): found is ForeignFile =>
  foreignFiles.some((file) => file === found);

const of = (found: unknown): Foreign => foreign[isForeign(found) ? found : 'object'];

/** "a RAML file". */
export function foreignName(found: unknown): string {
  return of(found).name;
}

/** A sentence, or '' where nothing helps. */
export function whatToDo(found: unknown): string {
  return of(found).instead;
}
