import { apiTitle } from '../../../shared/domain/api.ts';
import { MOST_NAMED, MOST_USERS, type Used } from '../../../shared/domain/catalogue.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { goTo, openApplication } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { Section } from '../../ui/section.tsx';
import { selectApi } from '../apis/api-store.ts';
import { showInLedger } from '../tokens/ledger-store.ts';
import css from './use-dialog.module.css';

type UseDialogProps = Readonly<{ name: string; used: Used; onClose: () => void }>;

/** Who uses a business plan, a quota or a scope, with a link to each. */
export function UseDialog({ name, used, onClose }: UseDialogProps) {
  const { data, error } = useChannel('catalogue:users', used);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="medium"
      title={t('catalogue.usersOf', { name })}
      footer={
        <>
          {'scope' in used && (
            <Button
              onPress={() => {
                onClose();
                showInLedger({ search: used.scope });
                goTo('tokens');
              }}
            >
              {t('catalogue.showTokens')}
            </Button>
          )}
          <Button onPress={onClose}>{t('ui.close')}</Button>
        </>
      }
    >
      {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
      {data === undefined && error === null && <Placeholder label={t('frame.loading')} lines={4} />}
      {data !== undefined && (
        <>
          <Links
            title={countText('applications', data.applicationCount)}
            items={data.applications.map((one) => ({
              id: one.id,
              text: one.name,
              open: () => openApplication(one.id, 'subscriptions'),
            }))}
            isCut={data.applicationCount > MOST_NAMED}
            onLeave={onClose}
          />
          {!('quota' in used) && (
            <Links
              title={countText('apis', data.apiCount)}
              items={data.apis.map((one) => ({
                id: one.id,
                text: apiTitle(one),
                open: () => {
                  selectApi(one.id);
                  goTo('apis');
                },
              }))}
              isCut={data.apiCount > MOST_NAMED}
              onLeave={onClose}
            />
          )}
        </>
      )}
    </Dialog>
  );
}

function countText(what: 'applications' | 'apis', count: number): string {
  return count > MOST_USERS
    ? t(`catalogue.many.${what}`, { most: MOST_USERS })
    : t(`catalogue.${what}`, { count });
}

type LinksProps = Readonly<{
  title: string;
  items: readonly { readonly id: string; readonly text: string; readonly open: () => void }[];
  isCut: boolean;
  onLeave: () => void;
}>;

function Links({ title, items, isCut, onLeave }: LinksProps) {
  return (
    <Section title={title}>
      <ul className={css['links']}>
        {items.map(({ id, text, open }) => (
          <li key={id}>
            <LinkButton
              onPress={() => {
                onLeave();
                open();
              }}
            >
              {text}
            </LinkButton>
          </li>
        ))}
      </ul>
      {isCut && <p>{t('catalogue.cut', { count: MOST_NAMED })}</p>}
    </Section>
  );
}
