// First, so that a component's own styles override the base.
import './styles/tokens.css';
import './styles/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { language } from '../shared/words/words.ts';
import { App } from './app.tsx';
import { createQueryClient, readAhead } from './program/calls.ts';
import { followChanges } from './program/changes.ts';
import { followMenu } from './program/commands.ts';
import { keepDrafts } from './program/drafts.ts';
import { followJobs, recallJobs } from './program/jobs.ts';
import { keepFocus } from './program/keep-focus.ts';
import { restorePlace } from './program/navigation.ts';
import { focusRefusedFields } from './program/refused-focus.ts';
import { followUndo } from './program/undo.ts';
import { knowScrollbar } from './ui/scrollbar.ts';
import { refuseStrayFiles } from './ui/stray-files.ts';
import { UiProvider } from './ui/ui-provider.tsx';
import { showWholeTexts } from './ui/whole-text.ts';

// zod compiles its validators with `new Function`, which the page's CSP forbids.
z.config({ jitless: true });

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const client = createQueryClient();
followChanges(client);
followMenu();
followJobs();
followUndo();
keepFocus();
focusRefusedFields();
refuseStrayFiles();
knowScrollbar();
showWholeTexts();

const QuickCopy = lazy(async () => ({
  default: (await import('./features/palette/quick-copy.tsx')).QuickCopy,
}));
const isQuickCopy = window.location.hash === '#quick';
/** The small window has no pages, drafts or jobs to wait for. */
const restored = isQuickCopy
  ? []
  : [
      restorePlace(),
      keepDrafts(),
      readAhead(client, 'program:info', {}),
      readAhead(client, 'workspace:state', {}),
      readAhead(client, 'preferences:get', {}),
    ];
if (!isQuickCopy) void recallJobs();

void Promise.allSettled(restored).then(() => {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <UiProvider locale={language()}>
          <Suspense>{isQuickCopy ? <QuickCopy /> : <App />}</Suspense>
        </UiProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
});
