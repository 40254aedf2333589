import { createElement, Fragment, type ReactElement } from 'react';
import { type MessageKey, type PartsOf, tParts } from '../../shared/words/words.ts';

/** A message with links or other elements inside. */
export function rich<K extends MessageKey>(key: K, values: PartsOf<K, ReactElement>): ReactElement {
  return createElement(Fragment, null, ...tParts(key, values));
}
