import { powerMonitor } from 'electron';

/** How often the system is asked how long nobody touched it, in ms. */
const PERIOD = 5000;

/**
 * Locks when nobody has touched the machine for a while, when it goes to sleep, and when its screen
 * is locked: the system tells of the last on macOS and Windows; on Linux the idle time stands in.
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
