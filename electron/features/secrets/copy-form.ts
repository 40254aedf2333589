import type { CopyForm } from '../../../shared/domain/secret.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import type { Secret } from '../../base/crypto/secret.ts';
import { exportedToken } from '../export/exported-token.ts';
import { variableNames } from '../export/formats.ts';

/** The person who pastes it replaces this with the API's address. */
const ADDRESS = 'https://gateway.example.com/';

type Written = ReturnType<typeof exportedToken>;

const header = ({ accessToken }: Written): string => `Authorization: Bearer ${accessToken}`;

/** A JWT needs no quotes: it is base64url and dots. */
const forms: Readonly<Record<CopyForm, (token: Written) => string>> = {
  bearer: header,
  curl: (token) => `curl --header '${header(token)}' '${ADDRESS}'`,
  env: (token) => `${variableNames()(token)}=${token.accessToken}`,
  json: (token) => JSON.stringify(token, null, 2),
};

/** An access token as something else takes it; undefined for the token alone. */
export function copiedAs(
  form: CopyForm | undefined,
  summary: TokenSummary,
  consumerKey: string,
  jwt: Secret,
  now: number,
): string {
  const token = exportedToken({ summary, consumerKey }, jwt, now);
  return form === undefined ? token.accessToken : forms[form](token);
}
