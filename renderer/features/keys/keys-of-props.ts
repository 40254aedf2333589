import type { Application } from '../../../shared/domain/application.ts';
import type { KeyType } from '../../../shared/domain/token.ts';

/** Of one application, its production or its sandbox keys. */
export type KeysOfProps = Readonly<{ application: Application; keyType: KeyType }>;
