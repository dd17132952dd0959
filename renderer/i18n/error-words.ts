import type { AppError } from '#shared/errors/app-error.ts';
import type { Params } from './key.ts';
import type { I18n } from './use-i18n.tsx';

/** A failure in the words of its code. Every code has some: a new one without does not compile. */
export const errorWords = ({ t }: I18n, error: AppError): string =>
  t(`error.${error.code}`, error.params as Params);
