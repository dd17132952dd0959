/**
 * `wrong`, `outdated`, `unclear`: about the article that is open. `missing`: looked for and not found.
 * `suggestion`: what the caller said the bank should do better (C25, case 2.17).
 */
export const feedbackKinds = ['wrong', 'missing', 'outdated', 'unclear', 'suggestion'] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];
