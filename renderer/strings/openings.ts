export const openingStrings = {
  noApplication: 'That application is not in this workspace',
  noApplicationHelp: 'It may be in the bin, or in another workspace.',
  noFile: 'That file was not opened',
} as const;
