/** The two IPC channels between page and program. */
export const CALL = 'latchkey:call';
export const EVENT = 'latchkey:event';
