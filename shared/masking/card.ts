const maskedCard = /^(\d{4} \d{2}\*\*|\*{4}) \*{4} \d{4}$|^\*{4} \d{4}$|^\*{4}$/;

/**
 * Card and account numbers as the desk shows them: first six and last four, `6222 02** **** 7788` whatever the length,
 * so that neither the length nor the middle leaks. Shorter than 13 digits (passbooks, old accounts) only the last four,
 * shorter than 8 nothing. What is already masked in this form comes back unchanged.
 */
export function maskCard(number: string): string {
  if (maskedCard.test(number)) return number;
  const digits = number.replace(/\D/g, '');
  if (digits.length < 8) return '****';
  if (digits.length < 13) return `**** ${digits.slice(-4)}`;
  return `${digits.slice(0, 4)} ${digits.slice(4, 6)}** **** ${digits.slice(-4)}`;
}
