import type { ComponentType, SVGProps } from 'react';

/** A lucide icon: `import { KeyRound } from 'lucide-react'`. Primitives draw it at 16 px, hidden from screen readers. */
export type Icon = ComponentType<
  SVGProps<SVGSVGElement> & { size?: number | string; strokeWidth?: number | string }
>;
