const rules = new Intl.PluralRules('en');
const numbers = new Intl.NumberFormat('en');

type Forms = Readonly<{
  one: string;
  /** @param count as it is written: "1,204" */
  other: (count: string) => string;
}>;

/** The form of words that goes with a number. */
export function plural(count: number, { one, other }: Forms): string {
  return rules.select(count) === 'one' ? one : other(numbers.format(count));
}
