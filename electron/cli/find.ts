import type { ApiSummary } from '../../shared/domain/api.ts';
import type { ApplicationSummary } from '../../shared/domain/application.ts';
import type { BusinessPlan } from '../../shared/domain/business-plan.ts';
import { apiIdSchema, applicationIdSchema } from '../../shared/domain/ids.ts';
import { nameKey } from '../../shared/domain/text.ts';
import { t } from '../../shared/words/words.ts';
import { refused } from './failure.ts';
import type { Workspace } from './workspace-access.ts';

/** The contract's limit for a name to look up, in characters. */
const LONGEST = 200;

const isNamed = (typed: string) => (thing: { readonly id: string; readonly name: string }) =>
  nameKey(thing.name) === nameKey(typed) || thing.id === typed.toLowerCase();

/** By name, ignoring case, or by id. */
export async function findApplication(
  { get, call }: Workspace,
  typed: string,
): Promise<ApplicationSummary> {
  const [named] = await get('application:list', { name: typed.slice(0, LONGEST) });
  if (named !== undefined) return named;
  const id = applicationIdSchema.safeParse(typed.toLowerCase());
  const found = id.success ? await call('application:get', { id: id.data }) : null;
  if (found === null || !found.ok) throw refused(t('cli.noApplication', { name: typed }));
  return found.value;
}

/** By `NAME` if it has one version, by `NAME@VERSION`, or by id. A name may itself contain an @. */
export async function findApi({ get }: Workspace, typed: string): Promise<ApiSummary> {
  const named = (name: string) => get('api:list', { name: name.slice(0, LONGEST), limit: 500 });
  const id = apiIdSchema.safeParse(typed.toLowerCase());
  const byId = id.success ? await get('api:list', { ids: [id.data] }) : [];
  const [only, ...others] = [...(await named(typed)), ...byId];
  if (only !== undefined && others.length > 0) {
    const versions = [only, ...others].map(({ version }) => version);
    throw refused(t('cli.whichVersion', { name: typed, versions: versions.join(', ') }));
  }
  if (only !== undefined) return only;
  const at = typed.lastIndexOf('@');
  const [name, version] = [typed.slice(0, at), typed.slice(at + 1)];
  const found = at > 0 ? (await named(name)).find((api) => api.version === version) : null;
  if (!found) throw refused(t('cli.noApi', { name: typed }));
  return found;
}

/** By name, ignoring case, or by id. */
export async function findPlan({ get }: Workspace, typed: string): Promise<BusinessPlan> {
  const plans = await get('business-plan:list', {});
  const found = plans.find(isNamed(typed));
  if (found === undefined) {
    const names = plans.map(({ name }) => name);
    throw refused(t('cli.noPlan', { name: typed, names: names.join(', ') }));
  }
  return found;
}
