/** Eleven digits and more, with or without separators: a card, an ID, an account or a phone, never an amount or a time. */
const longNumber = /(?:\d[ -]?){10}[\dXx]/;

/** True when a few words written down look like a number that never enters the desk in the clear (domain.md, privacy). */
export const looksSecret = (text: string): boolean => longNumber.test(text.normalize('NFKC'));
