import { forgetRows } from './table.ts';

// Playwright calls the default export before the first test.
// oxlint-disable-next-line import/no-default-export
export default forgetRows;
