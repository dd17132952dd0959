/** Seven digits or more, however grouped: a card, an ID, a phone number. No date, amount or rule number of an article is as long. */
const longNumber = /\d(?:[ \-.]?\d){5,}[ \-.]?[\dXx]/g;

/** The words without numbers that could be somebody's: each becomes `···`. Full-width digits count as digits. */
export const scrubbed = (text: string): string => text.normalize('NFKC').replace(longNumber, '···');
