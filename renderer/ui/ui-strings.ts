/** Words that primitives need by themselves. Everything else that is read on screen comes in by props. */
export type UiStrings = Readonly<{
  reveal: string;
  hide: string;
  copy: string;
  export: string;
  close: string;
  cancel: string;
  dismiss: string;
  clear: string;
  choose: string;
  noOptions: string;
  working: string;
  notifications: string;
  masked: string;
  required: string;
  selectAll: string;
  resizeSidebar: string;
  resizeList: string;
  resizeColumn: string;
  moreActions: string;
  loadingMore: string;
  showPassphrase: string;
  hidePassphrase: string;
  dropHere: string;
  noFolders: string;
  status: Readonly<{
    active: string;
    expiring: string;
    expired: string;
    revoked: string;
    never: string;
  }>;
}>;

export const englishUiStrings: UiStrings = {
  reveal: 'Reveal',
  hide: 'Hide',
  copy: 'Copy',
  export: 'Export',
  close: 'Close',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  clear: 'Clear search',
  choose: 'Choose…',
  noOptions: 'Nothing matches',
  working: 'Working…',
  notifications: 'Notifications',
  masked: 'Hidden',
  required: 'required',
  selectAll: 'Select all',
  resizeSidebar: 'Width of the sidebar',
  resizeList: 'Width of the list',
  resizeColumn: 'Width of the column',
  moreActions: 'More actions',
  loadingMore: 'Loading more…',
  showPassphrase: 'Show passphrase',
  hidePassphrase: 'Hide passphrase',
  dropHere: 'Drop the files here',
  noFolders: 'Folders are not read. Drop the files that are in them.',
  status: {
    active: 'Active',
    expiring: 'Expiring',
    expired: 'Expired',
    revoked: 'Revoked',
    never: 'Never expires',
  },
};
