import { create } from 'zustand';
import type { EngineId } from '../../../shared/domain/engines/engine.ts';
import { goTo } from '../../program/navigation.ts';

interface GatewayPage {
  readonly search: string;
  /** Null shows the keys and lists for any engine. */
  readonly engine: EngineId | null;
}

export const useGatewayPage = create<GatewayPage>(() => ({ search: '', engine: null }));

/** Opens the page of an engine from anywhere. */
export function openEngine(engine: EngineId): void {
  useGatewayPage.setState({ engine });
  goTo('gateways');
}
