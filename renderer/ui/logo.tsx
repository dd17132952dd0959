/** The mark: a shield with a line that beats. */
export function Logo() {
  return (
    <svg viewBox="0 0 40 40" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2.5">
      <path d="M20 4 7 9v10c0 9 5.500 14.500 13 17 7.500-2.500 13-8 13-17V9z" strokeLinejoin="round" />
      <path d="M11 21h4.500l3-7 4 13 2.700-6H29" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
