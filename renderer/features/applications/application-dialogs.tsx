import { useEffect } from 'react';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import { useChannel } from '../../program/calls.ts';
import { ExportDialog } from '../export/export-dialog.tsx';
import {
  DuplicateApplicationDialog,
  EditApplicationDialog,
  NewApplicationDialog,
} from './application-form.tsx';
import { closeApplicationDialog, useApplicationPage } from './application-store.ts';
import { DeleteApplicationDialog, type ShownRows } from './delete-application-dialog.tsx';

/** Whichever dialog of the page is open. */
export function ApplicationDialogs({ shown }: Readonly<{ shown: ShownRows }>) {
  const dialog = useApplicationPage((page) => page.dialog);
  return (
    <>
      {dialog?.kind === 'new' && <NewApplicationDialog />}
      {dialog?.kind === 'edit' && <EditDialog key={dialog.id} id={dialog.id} />}
      {dialog?.kind === 'duplicate' && <DuplicateDialog key={dialog.id} id={dialog.id} />}
      {dialog?.kind === 'delete' && <DeleteDialog key={dialog.id} id={dialog.id} shown={shown} />}
      <ExportDialog
        exporting={dialog?.kind === 'export' ? { of: 'application', id: dialog.id } : null}
        onClose={() => {
          if (useApplicationPage.getState().dialog === dialog) closeApplicationDialog();
        }}
      />
    </>
  );
}

function EditDialog({ id }: Readonly<{ id: ApplicationId }>) {
  const application = useChannel('application:get', { id }).data;
  return application === undefined ? null : <EditApplicationDialog application={application} />;
}

function DuplicateDialog({ id }: Readonly<{ id: ApplicationId }>) {
  const application = useChannel('application:get', { id }).data;
  return application === undefined ? null : (
    <DuplicateApplicationDialog application={application} />
  );
}

function DeleteDialog({ id, shown }: Readonly<{ id: ApplicationId; shown: ShownRows }>) {
  const { data: application, refetch } = useChannel('application:get', { id });
  // Tokens expire without an event: how many are active must be asked now.
  useEffect(() => void refetch(), [refetch]);
  return application === undefined ? null : (
    <DeleteApplicationDialog application={application} shown={shown} />
  );
}
