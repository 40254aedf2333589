/**
 * For answers that may come late, or in another order than they were asked for.
 *
 * @returns what begins a turn; that returns whether no other was begun since.
 */
export function takeTurns(): () => () => boolean {
  let newest = 0;
  return () => {
    newest += 1;
    const own = newest;
    return () => own === newest;
  };
}
