import { bash } from './bash.ts';
import { fish } from './fish.ts';
import { zsh } from './zsh.ts';

export const shells = { bash, zsh, fish } as const;
export type CompletedShell = keyof typeof shells;
