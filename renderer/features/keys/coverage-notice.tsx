import type { Coverage } from '../../../shared/domain/keys.ts';
import { keysStrings as words } from '../../strings/keys.ts';
import { Notice } from '../../ui/notice.tsx';

/** Named one by one; the rest as a number. */
const NAMED = 5;

/** How the subscriptions of now differ from what the current token covers. */
export function CoverageNotice({ coverage }: Readonly<{ coverage: Coverage }>) {
  const kinds = [
    { says: words.added, apis: coverage.added },
    { says: words.removed, apis: coverage.removed },
    { says: words.replanned, apis: coverage.replanned },
  ];
  return kinds
    .filter(({ apis }) => apis.length > 0)
    .map(({ says, apis }) => {
      const title = says(apis.length);
      return (
        <Notice key={title} tone="warning" title={title}>
          {words.names(apis.slice(0, NAMED), Math.max(0, apis.length - NAMED))}
        </Notice>
      );
    });
}
