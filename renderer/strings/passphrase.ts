export const passphraseStrings = {
  repeat: 'Repeat the passphrase',
  insist: 'I want this short passphrase',
  insistHelp: 'Whoever gets the file can guess a short one.',
  strength: ['Very easy to guess', 'Easy to guess', 'Could be better', 'Good', 'Strong'],
  strengthLabel: 'Strength',
} as const;
