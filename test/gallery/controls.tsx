import {
  Copy,
  Download,
  FileUp,
  KeyRound,
  Package,
  Plus,
  RefreshCw,
  Settings,
  ShieldOff,
  Trash2,
} from 'lucide-react';
import { Moment } from '../../renderer/format/moment.tsx';
import { Badge } from '../../renderer/ui/badge.tsx';
import { Button } from '../../renderer/ui/button.tsx';
import { CodeBlock } from '../../renderer/ui/code-block.tsx';
import { Disclosure } from '../../renderer/ui/disclosure.tsx';
import { EmptyState } from '../../renderer/ui/empty-state.tsx';
import { FileDropPrompt, FileDropZone } from '../../renderer/ui/file-drop-zone.tsx';
import { ButtonRow } from '../../renderer/ui/form-layout.tsx';
import { IconButton } from '../../renderer/ui/icon-button.tsx';
import { KeyValue } from '../../renderer/ui/key-value.tsx';
import { LinkButton } from '../../renderer/ui/link-button.tsx';
import { MenuButton, MoreButton } from '../../renderer/ui/menu-button.tsx';
import { Notice } from '../../renderer/ui/notice.tsx';
import { Placeholder } from '../../renderer/ui/placeholder.tsx';
import { ProgressBar } from '../../renderer/ui/progress-bar.tsx';
import { SecretField } from '../../renderer/ui/secret-field.tsx';
import { PageBody, Section } from '../../renderer/ui/section.tsx';
import { Spinner } from '../../renderer/ui/spinner.tsx';
import { StatusBadge } from '../../renderer/ui/status-badge.tsx';
import { Toolbar } from '../../renderer/ui/toolbar.tsx';
import { jwt, nothing } from './sample.ts';
import { SampleTable } from './table-page.tsx';

const noon = Date.UTC(2026, 10, 23, 12);

export function Controls() {
  return (
    <PageBody>
      <Section title="Buttons" description="One accent, one danger; a refused one says why.">
        <ButtonRow>
          <Button variant="primary" icon={KeyRound}>
            Generate Keys
          </Button>
          <Button icon={RefreshCw}>Re-generate</Button>
          <Button variant="quiet" icon={Copy}>
            Copy
          </Button>
          <Button variant="danger" icon={Trash2}>
            Delete
          </Button>
          <MenuButton label="Export" icon={Download} entries={[]} />
        </ButtonRow>
        <ButtonRow>
          <Button variant="primary" isPending>
            Generating…
          </Button>
          <Button disabledReason="Subscribe to an API first.">Re-generate</Button>
          <Button variant="primary" disabledReason="Subscribe to an API first.">
            Generate Keys
          </Button>
          <Button variant="quiet" disabledReason="Nothing to copy yet.">
            Copy
          </Button>
          <IconButton label="Settings" icon={Settings} />
          <IconButton label="Add" icon={Plus} disabledReason="Read only" />
          <MoreButton entries={[]} />
          <span>
            or <LinkButton onPress={nothing}>subscribe to an API</LinkButton> now
          </span>
        </ButtonRow>
      </Section>

      <Section title="Status">
        <ButtonRow>
          <StatusBadge status="active" />
          <StatusBadge status="expiring" />
          <StatusBadge status="expired" />
          <StatusBadge status="revoked" />
          <StatusBadge status="never" />
          <Badge>12</Badge>
          <Badge tone="accent">RS256</Badge>
          <Spinner label="Working" />
        </ButtonRow>
        <Notice
          title="3 APIs were added since this token"
          action={{ label: 'Re-generate', onPress: nothing }}
        >
          Re-generate to cover them.
        </Notice>
        <Notice tone="success">The workspace was backed up.</Notice>
        <Notice tone="warning" onDismiss={nothing}>
          The clock of this computer is behind the newest token. Tokens made now may be refused.
        </Notice>
        <Notice tone="danger" title="The export was not written">
          There is no room left on the disk. Choose another folder.
        </Notice>
      </Section>

      <Section title="Secrets">
        <SecretField
          label="Consumer key"
          value={undefined}
          onReveal={nothing}
          onHide={nothing}
          onCopy={nothing}
        />
        <SecretField
          label="Consumer secret"
          value="Zx81kQ2vT_9sLm4nB7cR6dY3wE5hG0jKp1uA8iO2fXqS"
          onReveal={nothing}
          onHide={nothing}
          onCopy={nothing}
        />
        <SecretField
          label="Access token"
          badge={<StatusBadge status="active" />}
          value={jwt}
          onReveal={nothing}
          onHide={nothing}
          onCopy={nothing}
          onExport={nothing}
          description="The clipboard is cleared 30 seconds after a copy."
        />
      </Section>

      <Section
        title="Facts"
        actions={
          <Toolbar label="Facts">
            <Button icon={Copy}>Copy all</Button>
          </Toolbar>
        }
      >
        <KeyValue
          items={[
            { label: 'Issuer', value: 'https://issuer.example/oauth2', isMono: true },
            { label: 'Per-token quota', value: '50PerMin' },
            { label: 'Created', value: <Moment at={noon} /> },
            { label: 'Description', value: 'Everything that the shop in the harbour asks for.' },
          ]}
        />
        <CodeBlock label="Claims" onCopy={nothing} maxLines={6}>
          {JSON.stringify(
            {
              iss: 'https://issuer.example',
              scope: 'read:pets',
              aut: 'APPLICATION',
              keytype: 'PRODUCTION',
              iat: 1795435200,
              exp: 1795438800,
            },
            null,
            2,
          )}
        </CodeBlock>
        <Disclosure title="Raw header">typ, alg and kid</Disclosure>
      </Section>

      <Section title="Waiting">
        <ProgressBar
          label="Importing 40 files"
          value={30}
          valueText="12 of 40"
          onCancel={nothing}
        />
        <ProgressBar label="Reading petshop.yaml" />
        <Placeholder label="Loading" lines={2} />
      </Section>

      <Section title="Nothing yet">
        <EmptyState
          icon={Package}
          title="No applications yet"
          text="An application groups APIs; one token opens all of them."
          action={
            <Button variant="primary" icon={Plus}>
              New application
            </Button>
          }
        />
        <FileDropZone label="OpenAPI files" onFiles={nothing}>
          <FileDropPrompt
            title="Drop OpenAPI files here"
            text="OpenAPI 3 or Swagger 2, YAML or JSON"
            action={<Button icon={FileUp}>Choose files…</Button>}
          />
        </FileDropZone>
        <EmptyState icon={ShieldOff} title="No revoked tokens" />
        <SampleTable items={[]} selection="none" maxRows={6} />
      </Section>
    </PageBody>
  );
}
