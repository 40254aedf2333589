import { Columns3 } from 'lucide-react';
import { useState } from 'react';
import { tokenSorts } from '../../../shared/domain/token-filter.ts';
import { t } from '../../../shared/words/words.ts';
import { savePreferences, usePreferences } from '../../program/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { firstColumns, NAMING_COLUMN } from './ledger-columns.tsx';

/** The ids of the columns that are shown. */
export function useChosenColumns(): readonly string[] {
  return usePreferences().ledgerColumns ?? firstColumns;
}

/** Chooses the ledger's columns; kept on this machine. */
export function ColumnChoice() {
  const [isOpen, setOpen] = useState(false);
  const chosen = useChosenColumns();
  return (
    <>
      <IconButton icon={Columns3} label={t('tokens.chooseColumns')} onPress={() => setOpen(true)} />
      {isOpen && (
        <Dialog
          isOpen
          onClose={() => setOpen(false)}
          title={t('tokens.chooseColumnsTitle')}
          width="small"
          footer={
            <>
              <Button onPress={() => void savePreferences({ ledgerColumns: null })}>
                {t('tokens.defaultColumns')}
              </Button>
              <Button variant="primary" onPress={() => setOpen(false)}>
                {t('ui.close')}
              </Button>
            </>
          }
        >
          <FormLayout>
            {tokenSorts
              .filter((id) => id !== NAMING_COLUMN)
              .map((id) => (
                <Checkbox
                  key={id}
                  label={t(`tokens.columns.${id}`)}
                  isSelected={chosen.includes(id)}
                  onChange={(isShown) =>
                    void savePreferences({
                      ledgerColumns: tokenSorts.filter((one) =>
                        one === id ? isShown : chosen.includes(one),
                      ),
                    })
                  }
                />
              ))}
          </FormLayout>
        </Dialog>
      )}
    </>
  );
}
