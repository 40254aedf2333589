/** One choice of a Select, ComboBox, CheckboxGroup or RadioGroup. */
export type Option<Id extends string = string> = Readonly<{
  id: Id;
  label: string;
  /** A second, quieter line. */
  description?: string | undefined;
  isDisabled?: boolean | undefined;
}>;

/** The id as its own type again: the headless library widens keys to string | number. */
export function idOf<Id extends string>(options: readonly Option<Id>[], key: unknown): Id | null {
  return options.find((option) => option.id === key)?.id ?? null;
}
