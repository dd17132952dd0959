/** What is dialled at the embedded exchange to hear oneself back. */
export const embeddedEchoCode = '*43';
