import { useMemo } from 'react';
import { type Settings, settingsSchema } from '../../../shared/domain/settings.ts';
import type { AppError } from '../../../shared/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { useDraft } from '../../program/drafts.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { check, useFieldErrors } from '../../program/field-errors.ts';
import { OtherErrors } from '../../program/other-errors.tsx';
import { Button } from '../../ui/button.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Section } from '../../ui/section.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { Unsaved } from '../../ui/unsaved.tsx';

const schema = settingsSchema.pick({ issuer: true, audience: true, statusListUri: true });
const fields = ['issuer', 'audience', 'statusListUri'] as const;

/** Issuer and audience as they are written into tokens: the same values that Settings has. */
export function IssuerForm() {
  const settings = useChannel('settings:get', {}).data;
  return (
    <Section title={t('gateways.issuerTitle')} description={t('gateways.issuerText')}>
      {settings !== undefined && <Fields settings={settings} />}
    </Section>
  );
}

function Fields({
  settings: { issuer, audience, statusListUri },
}: Readonly<{ settings: Settings }>) {
  const stored = useMemo(
    () => ({ issuer, audience: audience.join('\n'), statusListUri }),
    [issuer, audience, statusListUri],
  );
  const { draft, change, clear, saved } = useDraft('gateways:issuer', stored);
  const { run, pending } = useAction('settings:update');
  const errors = useFieldErrors();
  const isUnchanged = fields.every((field) => draft[field] === stored[field]);

  async function save(): Promise<void> {
    const checked = check(schema, {
      issuer: draft.issuer,
      audience: linesOf(draft.audience),
      statusListUri: draft.statusListUri.trim(),
    });
    if (!checked.ok) {
      errors.show(checked.error.map(atField));
      return;
    }
    // The log has an entry for each changed setting: unchanged ones are left out.
    const result = await run({
      ...(draft.issuer !== stored.issuer && { issuer: checked.value.issuer }),
      ...(draft.audience !== stored.audience && { audience: checked.value.audience }),
      ...(draft.statusListUri !== stored.statusListUri && {
        statusListUri: checked.value.statusListUri,
      }),
    });
    if (!result.ok) {
      errors.show([atField(result.error)]);
      return;
    }
    saved();
    errors.show([]);
    showToast({ tone: 'success', title: t('gateways.saved') });
  }

  function discard(): void {
    clear();
    errors.show([]);
  }

  return (
    <FaultFocus errors={errors.all}>
      <FormLayout
        label={t('gateways.issuerTitle')}
        onSubmit={() => {
          if (!isUnchanged) void save();
        }}
        actions={
          <>
            <Button
              type="submit"
              isPending={pending}
              disabledReason={isUnchanged ? t('gateways.unchanged') : undefined}
            >
              {t('gateways.save')}
            </Button>
            <Unsaved isUnsaved={!isUnchanged} onDiscard={discard} />
          </>
        }
      >
        <TextField
          label={t('gateways.issuer')}
          value={draft.issuer}
          onChange={(issuer) => {
            errors.forget('issuer');
            change({ issuer });
          }}
          errorMessage={errors.at('issuer')}
          isMono
        />
        <TextArea
          label={t('gateways.audience')}
          description={t('gateways.audienceText')}
          value={draft.audience}
          onChange={(audience) => {
            errors.forget('audience');
            change({ audience });
          }}
          errorMessage={errors.at('audience')}
          rows={2}
          isMono
        />
        <TextField
          label={t('gateways.statusList')}
          description={t('gateways.statusListText')}
          value={draft.statusListUri}
          onChange={(statusListUri) => {
            errors.forget('statusListUri');
            change({ statusListUri });
          }}
          errorMessage={errors.at('statusListUri')}
          isMono
        />
        <OtherErrors errors={errors} fields={fields} />
      </FormLayout>
    </FaultFocus>
  );
}

/** Empty lines are no audience. */
function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** An error of one audience is shown at the one field of all. */
function atField(error: AppError): AppError {
  return error.field?.startsWith('audience.') ? { ...error, field: 'audience' } : error;
}
