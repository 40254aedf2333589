import type { ApplicationDraft } from '../../../shared/domain/application.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import type { FieldErrors } from '../../program/field-errors.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { TextField } from '../../ui/text-field.tsx';

type OrganisationFieldsProps = Readonly<{
  draft: ApplicationDraft;
  edit: (patch: Partial<ApplicationDraft>) => void;
  errors: FieldErrors;
}>;

/** Owner, group, and the attributes that Settings define; folded, since few people need them. */
export function OrganisationFields({ draft, edit, errors }: OrganisationFieldsProps) {
  const { owner = '', group = '', attributes = {} } = draft;
  const defined = useChannel('settings:get', {}).data?.applicationAttributes ?? [];
  const groups = (useChannel('application:groups', {}).data ?? []).map(({ name }) => name);
  const isUsed = owner !== '' || group !== '' || Object.keys(attributes).length > 0;
  return (
    <Disclosure title={t('applicationForm.more')} isOpenAtFirst={isUsed}>
      <FormLayout>
        <TextField
          label={t('applicationForm.group')}
          value={group}
          onChange={(next) => edit({ group: next })}
          description={
            groups.length === 0
              ? undefined
              : t('applicationForm.groupHelp', { groups: tList(groups.slice(0, 8), 'unit') })
          }
          errorMessage={errors.at('group')}
        />
        <TextField
          label={t('applicationForm.owner')}
          value={owner}
          onChange={(next) => edit({ owner: next })}
          description={t('applicationForm.ownerHelp')}
          errorMessage={errors.at('owner')}
        />
        {defined.map(({ id, name }) => (
          <TextField
            key={id}
            label={name}
            value={attributes[id] ?? ''}
            onChange={(next) => edit({ attributes: { ...attributes, [id]: next } })}
            errorMessage={errors.at(`attributes.${id}`)}
          />
        ))}
      </FormLayout>
    </Disclosure>
  );
}
