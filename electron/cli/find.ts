import type { ApiSummary } from '../../shared/domain/api.ts';
import type { ApplicationSummary } from '../../shared/domain/application.ts';
import type { BusinessPlan } from '../../shared/domain/business-plan.ts';
import { nameKey } from '../../shared/domain/text.ts';
import { t } from '../../shared/words/words.ts';
import { refused } from './failure.ts';
import type { Workspace } from './workspace-access.ts';

const isNamed = (typed: string) => (thing: { readonly id: string; readonly name: string }) =>
  nameKey(thing.name) === nameKey(typed) || thing.id === typed.toLowerCase();

/** By its name, without regard to case, or by its id. */
export async function findApplication(
  { get }: Workspace,
  typed: string,
): Promise<ApplicationSummary> {
  const found = (await get('application:list', {})).find(isNamed(typed));
  if (found === undefined) throw refused(t('cli.noApplication', { name: typed }));
  return found;
}

/** By `NAME`, if it has one version, by `NAME@VERSION` or by its id. A name may have an @ itself. */
export async function findApi({ get }: Workspace, typed: string): Promise<ApiSummary> {
  const apis = await get('api:list', {});
  const [only, ...others] = apis.filter(isNamed(typed));
  if (only !== undefined && others.length > 0) {
    const versions = [only, ...others].map(({ version }) => version);
    throw refused(t('cli.whichVersion', { name: typed, versions: versions.join(', ') }));
  }
  if (only !== undefined) return only;
  const at = typed.lastIndexOf('@');
  const [name, version] = [typed.slice(0, at), typed.slice(at + 1)];
  const found = at > 0 ? apis.find((api) => isNamed(name)(api) && api.version === version) : null;
  if (!found) throw refused(t('cli.noApi', { name: typed }));
  return found;
}

/** By its name, without regard to case, or by its id. */
export async function findPlan({ get }: Workspace, typed: string): Promise<BusinessPlan> {
  const plans = await get('business-plan:list', {});
  const found = plans.find(isNamed(typed));
  if (found === undefined) {
    const names = plans.map(({ name }) => name);
    throw refused(t('cli.noPlan', { name: typed, names: names.join(', ') }));
  }
  return found;
}
