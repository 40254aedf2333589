export const formStrings = {
  kept: 'What you typed last time is still here.',
  startOver: 'Start over',
} as const;
