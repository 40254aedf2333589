import { ECDSA, type Engine, type EngineId, RSA, TESTED } from './engine.ts';

const tyk = 'https://tyk.io/docs/api-management/authentication/jwt-signature-validation/';
const gravitee =
  'https://documentation.gravitee.io/apim/create-and-configure-apis/apply-policies/policy-reference/jwt';
const aws =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html';
const azure = 'https://learn.microsoft.com/en-us/azure/api-management/validate-jwt-policy';
const apigee =
  'https://cloud.google.com/apigee/docs/api-platform/reference/policies/verify-jwt-policy';
const wso2 =
  'https://apim.docs.wso2.com/en/latest/design/api-security/oauth2/access-token-types/jwt-tokens/';
const spring =
  'https://docs.spring.io/spring-security/reference/servlet/oauth2/resource-server/jwt.html';
const springType = 'https://github.com/spring-projects/spring-security/issues/13185';
const aspnet =
  'https://learn.microsoft.com/en-us/aspnet/core/security/authentication/configure-jwt-bearer-authentication';
const every = [...RSA, 'PS256', ...ECDSA, 'EdDSA'] as const;

/** API gateways, cloud services, and libraries that programs verify tokens with. */
export const services = {
  tyk: {
    name: 'Tyk',
    since: '5.8',
    provenWith: null,
    rules: [
      { rule: 'algorithms', accepts: [...RSA, 'PS256', ...ECDSA], source: tyk },
      { rule: 'claim', name: 'azp', source: tyk },
    ],
    gaps: [
      { gap: 'type', source: tyk },
      { gap: 'one-key', source: tyk },
      { gap: 'revoked', source: tyk },
      { gap: 'cut-off', source: tyk },
    ],
    file: 'tyk-latchkey.json',
    place: 'x-tyk-api-gateway.server.authentication',
    check: '',
    reload: '',
  },
  gravitee: {
    name: 'Gravitee',
    since: '4.0',
    provenWith: null,
    rules: [
      { rule: 'algorithms', accepts: RSA, source: gravitee },
      { rule: 'claim', name: 'azp', source: gravitee },
    ],
    gaps: [
      { gap: 'type', source: gravitee },
      { gap: 'audience', source: gravitee },
      { gap: 'revoked', source: gravitee },
      { gap: 'cut-off', source: gravitee },
    ],
    file: 'gravitee-latchkey.yml',
    place: 'gravitee.yml',
    check: '',
    reload: '',
  },
  aws: {
    name: 'AWS API Gateway',
    since: '',
    provenWith: null,
    rules: [
      { rule: 'algorithms', accepts: RSA, source: aws },
      { rule: 'issuer', source: aws },
    ],
    gaps: [
      { gap: 'type', source: aws },
      { gap: 'revoked', source: aws },
      { gap: 'cut-off', source: aws },
    ],
    file: 'aws-latchkey.json',
    place: 'aws apigatewayv2',
    check: '',
    reload: 'aws apigatewayv2 create-authorizer --cli-input-json file://aws-latchkey.json',
  },
  azure: {
    name: 'Azure API Management',
    since: '',
    provenWith: null,
    rules: [{ rule: 'algorithms', accepts: ['RS256', 'RS512', 'PS256'], source: azure }],
    gaps: [
      { gap: 'type', source: azure },
      { gap: 'cut-off', source: azure },
    ],
    file: 'azure-latchkey.xml',
    place: '<inbound>',
    check: '',
    reload: '',
  },
  apigee: {
    name: 'Apigee',
    since: '',
    provenWith: null,
    rules: [{ rule: 'algorithms', accepts: [...RSA, 'PS256', ...ECDSA], source: apigee }],
    gaps: [
      { gap: 'type', source: apigee },
      { gap: 'revoked', source: apigee },
      { gap: 'cut-off', source: apigee },
    ],
    file: 'apigee-latchkey.xml',
    place: 'apiproxy/policies/VJWT-Latchkey.xml',
    check: 'apigeelint -s apiproxy',
    reload: '',
  },
  wso2: {
    name: 'WSO2 API Manager',
    since: '3.0',
    provenWith: null,
    rules: [{ rule: 'algorithms', accepts: RSA, source: wso2 }],
    gaps: [
      { gap: 'one-key', source: wso2 },
      { gap: 'type', source: wso2 },
      { gap: 'audience', source: wso2 },
      { gap: 'revoked', source: wso2 },
      { gap: 'cut-off', source: wso2 },
    ],
    file: 'wso2-latchkey.json',
    place: 'Key Managers',
    check: '',
    reload: '',
  },
  spring: {
    name: 'Spring Security',
    since: '6',
    provenWith: null,
    rules: [
      { rule: 'algorithms', accepts: [...RSA, 'PS256'], source: spring },
      { rule: 'typ', accepts: ['JWT'], source: springType },
    ],
    gaps: [
      { gap: 'issuer', source: spring },
      { gap: 'one-key', source: spring },
      { gap: 'revoked', source: spring },
      { gap: 'cut-off', source: spring },
    ],
    file: 'application-latchkey.yml',
    place: 'src/main/resources/application.yml',
    check: '',
    reload: '',
  },
  aspnet: {
    name: 'ASP.NET Core',
    since: '8',
    provenWith: null,
    rules: [{ rule: 'algorithms', accepts: [...RSA, 'PS256', ...ECDSA], source: aspnet }],
    gaps: [{ gap: 'cut-off', source: aspnet }],
    file: 'LatchkeyTokens.cs',
    place: 'Program.cs',
    check: 'dotnet build',
    reload: '',
  },
  express: {
    name: 'Express with express-oauth2-jwt-bearer',
    since: '1.10',
    provenWith: 'Express 5.3.0, express-oauth2-jwt-bearer 1.10.0',
    rules: [
      { rule: 'algorithms', accepts: every, source: TESTED },
      { rule: 'size', max: 15_000, source: TESTED },
    ],
    gaps: [],
    file: 'latchkey-express.mjs',
    place: 'src/',
    check: '',
    reload: '',
  },
  workerd: {
    name: 'Cloudflare Workers (workerd)',
    since: '2025',
    provenWith: 'workerd 1.20261117.1',
    rules: [{ rule: 'algorithms', accepts: every, source: TESTED }],
    gaps: [],
    file: 'latchkey-worker.mjs',
    place: 'src/',
    check: '',
    reload: 'npx wrangler deploy',
  },
  rabbitmq: {
    name: 'RabbitMQ',
    since: '3.10',
    provenWith: 'RabbitMQ 3.10.8',
    rules: [
      { rule: 'algorithms', accepts: every, source: TESTED },
      { rule: 'scope', source: TESTED },
    ],
    gaps: [
      { gap: 'type', source: TESTED },
      { gap: 'issuer', source: TESTED },
      { gap: 'no-end', source: TESTED },
      { gap: 'not-before', source: TESTED },
      { gap: 'revoked', source: TESTED },
      { gap: 'cut-off', source: TESTED },
    ],
    file: 'rabbitmq-latchkey.config',
    place: '/etc/rabbitmq/advanced.config',
    check: '',
    reload: 'systemctl restart rabbitmq-server',
  },
} as const satisfies Partial<Readonly<Record<EngineId, Engine>>>;
