import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';

/** Only the top frame of our own page is heard: no iframe, no other window, no other origin. */
export function isTrustedSender(event: IpcMainEvent | IpcMainInvokeEvent, origin: string): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && originOf(frame.url) === origin;
}

/** `URL.origin` of a scheme that browsers do not know is "null". */
function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
