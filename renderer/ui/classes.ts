type Name = string | false | undefined;

/**
 * Joins class names of one CSS module. Throws on an unknown name, since a misspelt class would
 * otherwise go unnoticed until somebody looked at that state.
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
