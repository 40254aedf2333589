type Name = string | false | undefined;

/**
 * Joins class names of one CSS module. A name that the module does not have throws: a misspelt class
 * would otherwise go unseen until somebody looked at that very state.
 */
export function classesOf(module: Readonly<Record<string, string>>) {
  return (...names: readonly Name[]): string => {
    const found: string[] = [];
    for (const name of names) {
      if (!name) continue;
      const known = module[name];
      if (known === undefined) throw new Error(`No class "${name}" in its CSS module`);
      found.push(known);
    }
    return found.join(' ');
  };
}
