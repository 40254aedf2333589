/** Of the last measurement: zoom changes it, and with it the width in CSS pixels. */
let measuredAt = 0;

function measure(): void {
  if (measuredAt === devicePixelRatio) return;
  measuredAt = devicePixelRatio;
  const probe = document.createElement('div');
  probe.style.cssText =
    'position: absolute; visibility: hidden; inline-size: 50px; overflow: scroll';
  document.body.append(probe);
  const width = probe.offsetWidth - probe.clientWidth;
  probe.remove();
  document.documentElement.style.setProperty('--scrollbar', `${width}px`);
}

/**
 * Tells the styles how wide a scrollbar is, 0 where scrollbars lie over the content: what scrolls
 * then ends at the same edge as the header above it.
 */
export function knowScrollbar(): void {
  measure();
  addEventListener('resize', measure);
}
