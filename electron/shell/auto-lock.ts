import { powerMonitor } from 'electron';

/** How often the system is asked for the idle time, in ms. */
const PERIOD = 5000;

/**
 * Locks after a period without activity, when the computer goes to sleep, and when its screen is
 * locked. Only macOS and Windows report the screen lock; on Linux the idle time replaces it.
 */
export function createAutoLock(lock: () => void) {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => clearInterval(timer);
  powerMonitor.on('suspend', lock);
  powerMonitor.on('lock-screen', lock);
  return {
    stop,
    /** @param minutes without keyboard or mouse activity; 1 or more. */
    start(minutes: number): void {
      stop();
      timer = setInterval(() => {
        if (powerMonitor.getSystemIdleTime() >= minutes * 60) lock();
      }, PERIOD);
    },
  };
}
