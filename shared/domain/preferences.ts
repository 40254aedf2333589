import { z } from 'zod';
import { languages } from '../words/languages.ts';
import { tokenSorts } from './token-filter.ts';

/** Shortcuts that few programs use. */
export const quickCopyShortcuts = [
  'CmdOrCtrl+Shift+Space',
  'CmdOrCtrl+Alt+C',
  'Alt+Shift+C',
  'CmdOrCtrl+Shift+Alt+K',
] as const;
export type QuickCopyShortcut = (typeof quickCopyShortcuts)[number];

/** 'system' is the first of the system's languages that Latchkey supports. */
export const languageChoices = ['system', ...languages] as const;

/**
 * How the window looks to this person on this machine. The window needs them before a workspace is
 * open, so they are in a small file outside the workspace. None of them is secret.
 */
export const preferencesSchema = z.object({
  theme: z.enum(['system', 'light', 'dark', 'contrast']).catch('system'),
  density: z.enum(['comfortable', 'compact']).catch('comfortable'),
  /** For words, plurals and direction; dates and numbers follow the system's region. */
  language: z.enum(languageChoices).catch('system'),
  /** Widths in CSS pixels. */
  sidebarWidth: z.number().min(120).max(480).catch(208),
  listWidth: z.number().min(200).max(900).catch(320),
  /** 1 is 100 %: the zoom of the window now, kept with its size and place. */
  zoom: z.number().min(0.5).max(3).catch(1),
  /** The page that was open, as the renderer's navigation writes it. */
  lastPlace: z.string().max(500).catch(''),
  /** Opens the small window that copies a token, from any program; null is off. */
  quickCopy: z.enum(quickCopyShortcuts).nullable().catch(null),
  /** Whether the icon beside the clock is shown, where there is one. */
  tray: z.boolean().catch(false),
  /** Whether a link to newer versions is shown. The program itself never checks for updates. */
  offerUpdates: z.boolean().catch(false),
  /** The columns of the ledger; null shows the usual ones. */
  ledgerColumns: z.array(z.enum(tokenSorts)).nullable().catch(null),
});

export type Preferences = z.infer<typeof preferencesSchema>;

export const defaultPreferences: Preferences = preferencesSchema.parse({});

export const preferencesPatchSchema = z.object({
  theme: z.enum(['system', 'light', 'dark', 'contrast']).optional(),
  density: z.enum(['comfortable', 'compact']).optional(),
  language: z.enum(languageChoices).optional(),
  sidebarWidth: z.number().min(120).max(480).optional(),
  listWidth: z.number().min(200).max(900).optional(),
  zoom: z.number().min(0.5).max(3).optional(),
  lastPlace: z.string().max(500).optional(),
  quickCopy: z.enum(quickCopyShortcuts).nullable().optional(),
  tray: z.boolean().optional(),
  offerUpdates: z.boolean().optional(),
  ledgerColumns: z.array(z.enum(tokenSorts)).nullable().optional(),
});

export type PreferencesPatch = z.infer<typeof preferencesPatchSchema>;
