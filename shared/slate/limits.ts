/** Characters on one slate, all its pages together. */
export const slateTextMax = 1_000;
