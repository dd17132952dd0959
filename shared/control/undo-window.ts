/** How long 'wrong card' is offered after the click. The hold does not wait for it: it goes at once. */
export const undoWindowMs = 5_000;
