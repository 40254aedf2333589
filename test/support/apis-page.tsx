import { screen } from '@testing-library/react';
import { ApiDetail } from '../../renderer/features/apis/api-detail.tsx';
import { ApiList } from '../../renderer/features/apis/api-list.tsx';
import { useApiPage } from '../../renderer/features/apis/api-store.ts';
import { useImport } from '../../renderer/features/apis/import-store.ts';
import type { ImportReview } from '../../shared/domain/api-import.ts';
import { ok } from '../../shared/result.ts';
import type { Answers } from './fake-bridge.ts';
import { apiAnswers } from './lists.ts';
import { renderScreen } from './render-screen.tsx';
import { foundApi, sampleApi, sampleReview, somePlans } from './sample-apis.ts';

/** Resets the page's state. */
export function resetApis(): void {
  useApiPage.setState(useApiPage.getInitialState(), true);
  useImport.setState(useImport.getInitialState(), true);
}

/** Renders the APIs page, list and detail, on an empty workspace unless answered otherwise. */
export function renderApis(answers: Answers = {}) {
  return renderScreen(
    <>
      <ApiList />
      <ApiDetail />
    </>,
    {
      ...apiAnswers(() => []),
      'api:get': () => ok(sampleApi(1)),
      'business-plan:list': () => ok(somePlans),
      'api-import:cancel': () => ok(null),
      ...answers,
    },
    { page: 'apis' },
  );
}

/** Petshop and Orders, both new. */
export const twoFound = sampleReview([
  { found: foundApi(), existing: null },
  { found: foundApi({ file: 'orders.json', name: 'Orders', context: '/orders' }), existing: null },
]);

/** Renders the page with its files chosen and read. */
export async function openReview(review: ImportReview, answers: Answers = {}) {
  const page = renderApis({ 'api-import:choose': () => ok(review), ...answers });
  await page.user.click(await screen.findByRole('button', { name: 'Import APIs…' }));
  return page;
}

/** The row of an API in the open review. */
export function reviewRow(title: string): HTMLElement {
  const item = screen.getByLabelText(title).closest('li');
  if (item === null) throw new Error(`${title} is in no row`);
  return item;
}
