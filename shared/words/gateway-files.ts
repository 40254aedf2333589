import { engines } from '../domain/engines/verdict.ts';
import { type GatewayFile, isEngine } from '../domain/gateway.ts';
import { t } from './words.ts';

/** A file of the Gateways page, as people call it. */
export function gatewayFileName(file: GatewayFile): string {
  return isEngine(file)
    ? t('gateways.engineFile', { engine: engines[file].name })
    : t(`gateways.files.${file}.name`);
}
