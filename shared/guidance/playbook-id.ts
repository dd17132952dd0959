/** `safe-account-police`: small letters, digits and single dashes. */
export const playbookIdPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const playbookIdMaxLength = 60;

export const isPlaybookId = (text: string): boolean =>
  text.length <= playbookIdMaxLength && playbookIdPattern.test(text);
