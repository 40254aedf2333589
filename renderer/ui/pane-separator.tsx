import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { classesOf } from './classes.ts';
import css from './panes.module.css';
import { useDirection } from './ui-provider.tsx';

const cx = classesOf(css);

export type PaneLimits = Readonly<{ min: number; max: number; initial: number }>;

/** How far an arrow key moves it, in CSS pixels. */
const step = 16;

type PaneSeparatorProps = Readonly<{
  label: string;
  limits: PaneLimits;
  size: number;
  onDrag: (size: number) => void;
  onChange: (size: number) => void;
}>;

/** The edge of a pane: drag it, use the arrow keys, Home and End, or double-click to put it back. */
export function PaneSeparator({ label, limits, size, onDrag, onChange }: PaneSeparatorProps) {
  const { min, max, initial } = limits;
  const isRightToLeft = useDirection() === 'rtl';
  const start = useRef<Readonly<{ x: number; size: number }> | null>(null);
  const hasMoved = useRef(false);

  function clamp(wanted: number): number {
    return Math.round(Math.min(max, Math.max(min, wanted)));
  }

  function sizeAt(event: PointerEvent): number | null {
    if (start.current === null) return null;
    const moved = event.clientX - start.current.x;
    return clamp(start.current.size + (isRightToLeft ? -moved : moved));
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    // The actual width, not the requested one: a narrow window may have shrunk the pane.
    const width = event.currentTarget.parentElement?.getBoundingClientRect().width ?? size;
    start.current = { x: event.clientX, size: width };
    hasMoved.current = false;
  }

  function onPointerMove(event: PointerEvent): void {
    const moved = sizeAt(event);
    if (moved === null) return;
    hasMoved.current = true;
    onDrag(moved);
  }

  function onPointerUp(event: PointerEvent): void {
    const moved = sizeAt(event);
    start.current = null;
    if (moved !== null && hasMoved.current) onChange(moved);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const wider = isRightToLeft ? 'ArrowLeft' : 'ArrowRight';
    const narrower = isRightToLeft ? 'ArrowRight' : 'ArrowLeft';
    const wanted = new Map([
      [wider, size + step],
      [narrower, size - step],
      ['Home', min],
      ['End', max],
    ]).get(event.key);
    if (wanted === undefined) return;
    event.preventDefault();
    onChange(clamp(wanted));
  }

  return (
    <div
      className={cx('separator')}
      // A movable separator is a focusable widget with a value (WAI-ARIA 1.2), so not an <hr>.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="separator"
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={() => onChange(initial)}
      onKeyDown={onKeyDown}
    />
  );
}
