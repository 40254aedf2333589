import css from './mark.module.css';

/** The program's mark: a dial with a keyhole. */
export function Mark({ size = 26 }: Readonly<{ size?: number }>) {
  return (
    <svg
      className={css['mark']}
      width={size}
      height={size}
      viewBox="0 0 26 26"
      fill="none"
      aria-hidden
    >
      <rect className={css['ground']} width="26" height="26" rx="7" />
      <circle className={css['track']} cx="13" cy="13" r="7.5" />
      <path className={css['arc']} d="M13 5.5a7.5 7.5 0 0 1 7.5 7.5" />
      <circle className={css['hole']} cx="13" cy="12" r="2.1" />
      <path className={css['slot']} d="M13 12.5v4" />
    </svg>
  );
}
