import { useState } from 'react';
import { Button } from '../../renderer/ui/button.tsx';
import { Checkbox } from '../../renderer/ui/checkbox.tsx';
import { CheckboxGroup } from '../../renderer/ui/checkbox-group.tsx';
import { FieldRow, FormLayout } from '../../renderer/ui/form-layout.tsx';
import { PasswordField } from '../../renderer/ui/password-field.tsx';
import { RadioGroup } from '../../renderer/ui/radio-group.tsx';
import { SearchField } from '../../renderer/ui/search-field.tsx';
import { PageBody, Section } from '../../renderer/ui/section.tsx';
import { Select } from '../../renderer/ui/select.tsx';
import { Switch } from '../../renderer/ui/switch.tsx';
import { TextArea, TextField } from '../../renderer/ui/text-field.tsx';
import { nothing } from './sample.ts';

const plans = [
  { id: 'bronze', label: 'Bronze', description: '1000 requests per minute' },
  { id: 'silver', label: 'Silver', description: '2000 requests per minute' },
  { id: 'gold', label: 'Gold', description: '5000 requests per minute' },
  { id: 'unlimited', label: 'Unlimited' },
] as const;

const scopes = [
  { id: 'read:pets', label: 'read:pets', description: 'See the pets of the shop' },
  { id: 'write:pets', label: 'write:pets', description: 'Add and change pets' },
  { id: 'admin', label: 'admin', isDisabled: true, description: 'The subscription is blocked' },
] as const;

export function Fields() {
  const [text, setText] = useState('3600');
  const [plan, setPlan] = useState<(typeof plans)[number]['id'] | null>('gold');
  const [chosen, setChosen] = useState<readonly (typeof scopes)[number]['id'][]>(['read:pets']);
  const [isOn, setOn] = useState(true);
  return (
    <PageBody>
      <Section title="Fields">
        <FormLayout actions={<Button variant="primary">Generate Keys</Button>}>
          <TextField
            label="Access token validity period"
            value={text}
            onChange={setText}
            isShort
            unit="s"
            inputMode="numeric"
            reading={`${text} s, 1 hour`}
            description="In seconds. A negative number never expires."
            isRequired
          />
          <TextField
            label="Name"
            value=" Petshop"
            onChange={nothing}
            isRequired
            errorMessage="Take the space in front away."
          />
          <FieldRow>
            <TextField label="Issuer" value="https://issuer.example" onChange={nothing} isMono />
            <TextField label="Audience" value="" onChange={nothing} placeholder="https://…" />
          </FieldRow>
          <FieldRow>
            <TextField label="Off" value="switched off" onChange={nothing} isDisabled />
          </FieldRow>
          <TextArea
            label="Description"
            value="Everything that the shop in the harbour asks for."
            onChange={nothing}
            description="Up to 512 characters"
          />
          <PasswordField label="Passphrase" value="correct horse" onChange={nothing} />
          <SearchField label="Search applications" value="" onChange={nothing} />
          <SearchField label="Search tokens" value="petshop" onChange={nothing} />
          <Select label="Business plan" options={plans} value={plan} onChange={setPlan} />
          <FieldRow>
            <Select
              label="Signing algorithm"
              options={plans}
              value={null}
              onChange={setPlan}
              errorMessage="Choose one."
            />
            <Select label="Sort" variant="quiet" options={plans} value={plan} onChange={setPlan} />
          </FieldRow>
          <CheckboxGroup
            label="Scopes"
            description="None chosen gives the scope “default”."
            options={scopes}
            value={chosen}
            onChange={setChosen}
          />
          <RadioGroup label="Plan" options={plans} value={plan} onChange={setPlan} />
          <Checkbox label="All of them" isSelected={false} isIndeterminate onChange={nothing} />
          <Checkbox
            label="I have written the recovery code down"
            isSelected={false}
            onChange={nothing}
            errorMessage="Without it nobody can open the workspace again."
          />
          <Switch
            label="Keep the old token alive until it expires"
            description="Re-generate revokes it otherwise."
            isSelected={isOn}
            onChange={setOn}
          />
          <Switch label="Start at login" isSelected={!isOn} onChange={() => setOn(!isOn)} />
          <Switch label="Off and not yours" isSelected isDisabled onChange={nothing} />
        </FormLayout>
      </Section>
    </PageBody>
  );
}
