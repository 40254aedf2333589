import type { Score } from '@zxcvbn-ts/core';
import { useEffect, useState } from 'react';

type Check = (passphrase: string) => Score;

let loading: Promise<Check> | undefined;

/** The dictionaries are large, so they are loaded with the first passphrase, not at startup. */
function loadCheck(): Promise<Check> {
  loading ??= Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]).then(([{ ZxcvbnFactory }, common, english]) => {
    const zxcvbn = new ZxcvbnFactory({
      dictionary: { ...common.dictionary, ...english.dictionary },
      graphs: common.adjacencyGraphs,
    });
    return (passphrase) => zxcvbn.check(passphrase.slice(0, 200)).score;
  });
  return loading;
}

/** How hard the passphrase is to guess, 0 to 4 (zxcvbn's score); null while unknown. */
export function usePassphraseStrength(passphrase: string): Score | null {
  const [score, setScore] = useState<Score | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void loadCheck().then((check) => isCurrent && setScore(check(passphrase)));
    return () => {
      isCurrent = false;
    };
  }, [passphrase]);
  return passphrase === '' ? null : score;
}
