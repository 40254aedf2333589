import { PencilLine } from 'lucide-react';
import { t } from '../../shared/words/words.ts';
import { Badge } from './badge.tsx';
import { Button } from './button.tsx';

type UnsavedProps = Readonly<{ isUnsaved: boolean; onDiscard: () => void }>;

/** Beside Save: what was typed isn't in force yet. Screen readers hear it as soon as it is so. */
export function Unsaved({ isUnsaved, onDiscard }: UnsavedProps) {
  return (
    <>
      {isUnsaved && (
        <Button variant="quiet" onPress={onDiscard}>
          {t('form.discard')}
        </Button>
      )}
      <output>
        {isUnsaved && (
          <Badge tone="expiring" icon={PencilLine}>
            {t('form.unsaved')}
          </Badge>
        )}
      </output>
    </>
  );
}
