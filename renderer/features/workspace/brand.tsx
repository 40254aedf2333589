import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import { Mark } from '../../ui/mark.tsx';
import css from './brand.module.css';

/** Which workspace is open, and whose it is. */
export function Brand({ name, owner }: Pick<WorkspaceState, 'name' | 'owner'>) {
  return (
    <div className={css['brand']}>
      <Mark />
      <div className={css['words']}>
        <span className={css['name']} dir="auto" title={name}>
          {name}
        </span>
        <span className={css['owner']} dir="auto" title={owner}>
          {owner}
        </span>
      </div>
    </div>
  );
}
