import type { CopyForm } from '../../../shared/domain/secret.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import type { Secret } from '../../base/crypto/secret.ts';
import { exportedToken } from '../export/exported-token.ts';
import { variableNames } from '../export/formats.ts';

/** Where the API is, is for whoever pastes it to say. */
const ADDRESS = 'https://gateway.example.com/';

/** An access token as something else takes it. A JWT needs no quotes: base64url and dots. */
export function copiedAs(
  form: CopyForm | undefined,
  summary: TokenSummary,
  consumerKey: string,
  jwt: Secret,
  now: number,
): string {
  const token = exportedToken({ summary, consumerKey }, jwt, now);
  const header = `Authorization: Bearer ${token.accessToken}`;
  switch (form) {
    case undefined:
      return token.accessToken;
    case 'bearer':
      return header;
    case 'curl':
      return `curl --header '${header}' '${ADDRESS}'`;
    case 'env':
      return `${variableNames()(token)}=${token.accessToken}`;
    case 'json':
      return JSON.stringify(token, null, 2);
  }
}
