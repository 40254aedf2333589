import { takeTurns } from '../ui/turns.ts';

/**
 * To be called when something is to be copied, before anything is asked for it.
 *
 * @returns what tells whether no other copy was begun since: the clipboard gets what was asked for last.
 */
export const beginCopy = takeTurns();
