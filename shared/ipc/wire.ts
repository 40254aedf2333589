/** The two names on which everything between page and program travels. */
export const CALL = 'latchkey:call';
export const EVENT = 'latchkey:event';
