/** The page that a person prints or keeps on a stick: it has to make sense in five years. */
export const recoveryKitWords = {
  title: (name: string) => `Recovery kit for ${name}`,
  intro:
    'This code opens the workspace if you forget the passphrase. Anyone who has it and the workspace file can read every token and key in it.',
  code: 'Recovery code',
  workspace: 'Workspace',
  owner: 'Owner',
  file: 'File',
  id: 'File ID',
  date: 'Created',
  howTitle: 'How to use it',
  how: [
    'Open Latchkey and choose the workspace file.',
    'On the sign-in screen, choose “Use the recovery code” and type the code. Upper or lower case, spaces and dashes don’t matter.',
    'Choose a new passphrase in Settings, under Security.',
  ],
  keep: 'Keep this page where you keep other important papers, away from the computer that has the workspace. A new recovery code makes this one invalid.',
} as const;
