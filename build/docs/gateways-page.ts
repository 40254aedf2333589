import { type Engine, engineIds, type Rule, TESTED } from '../../shared/domain/engines/engine.ts';
import { engines } from '../../shared/domain/engines/verdict.ts';
import { t, tList } from '../../shared/words/words.ts';

/** What a fact of `docs/gateways.md` is based on: a test, or the documentation. */
const source = (text: string): string => (text === TESTED ? 'test' : `[documentation](${text})`);

function ruleText(rule: Rule): string {
  switch (rule.rule) {
    case 'algorithms':
      return `verifies ${tList(rule.accepts)}`;
    case 'typ':
      return `accepts only the type ${tList(rule.accepts)}`;
    case 'size':
      return `accepts tokens of up to ${rule.max} bytes`;
    case 'claim':
      return `needs the claim \`${rule.name}\` (not in the profile WSO2 3.x)`;
    case 'issuer':
      return 'fetches the keys from the issuer, which must be a public https address';
    case 'scope':
      return 'gives rights only to a scope that begins with an audience and a dot';
    case 'lifetime':
      return `refuses tokens that never expire if \`${rule.setting}\` is set there`;
    default:
      return rule satisfies never;
  }
}

function section(id: (typeof engineIds)[number]): string {
  const engine: Engine = engines[id];
  const { name, since, provenWith, rules, gaps, file, place, check, reload } = engine;
  const proof =
    provenWith === null
      ? '**Based on its documentation**, not tested.'
      : `**Tested** with ${provenWith}.`;
  const commands = [check, reload].filter((command) => command !== '');
  const steps = [
    `\`latchkey export ${id} --out ${file}\`, or *Gateways › ${name} › Export*.`,
    `Put it in \`${place}\`. If there is a folder \`latchkey\`, keep it next to it.`,
    t(`engines.${id}.use`),
    ...(commands.length === 0
      ? []
      : [`Check and load: ${commands.map((one) => `\`${one}\``).join(', ')}`]),
  ];
  return [
    `## ${name}`,
    '',
    `${since === '' ? '' : `Version ${since} and later. `}${proof}`,
    '',
    ...steps.map((step, at) => `${at + 1}. ${step}`),
    '',
    ...rules.map((rule) => `- It ${ruleText(rule)} (${source(rule.source)}).`),
    ...gaps.map((one) => `- Not checked: ${t(`verdict.gaps.${one.gap}`)} (${source(one.source)}).`),
    '',
  ].join('\n');
}

/** The text of `docs/gateways.md`, made from the table of engines. */
export function gatewaysPage(): string {
  const rows = engineIds.map((id) => {
    const { name, provenWith } = engines[id];
    return `| ${name} | \`${id}\` | ${provenWith ?? 'documentation only'} |`;
  });
  return `# Gateways

Made by \`npm run docs:gateways\` from \`shared/domain/engines\`; a test checks that it is up to date.

Each page of **Gateways** has the same steps. Every fact names its source: "test" is what
\`test/electron/features/gateways/engines.test.ts\` and \`test/engines\` have seen the program do with the
exported files, unchanged: five profiles, seven algorithms, and for each algorithm expired, not yet
valid, wrong issuer, audience, type, key, kid and algorithm, \`alg: none\`, HS256 with the public key,
revoked and oversized tokens. A mismatch between verdict and answer fails the test. The first six run
in \`npm test\`; RabbitMQ takes ten seconds to start and runs in \`npm run test:engines\`. The same keys
are tried with the libraries jose, jsonwebtoken, passport-jwt, fast-jwt, @node-rs/jsonwebtoken, hono and
aws-jwt-verify. The other engines aren't in Debian or npm: their files are based on the documentation.
Only Apigee's linter is: apigeelint finds nothing in the policy (\`test/engines/handover.test.ts\`).

Exported files are public and readable by everyone (0644): a server that runs as another user must
read them. Token exports and private keys stay readable by their owner alone (0600).

| engine | \`latchkey export …\` | tested with |
|---|---|---|
${rows.join('\n')}

${engineIds.map(section).join('\n')}`
    .trimEnd()
    .concat('\n');
}
