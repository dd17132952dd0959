import { writeTable } from './table.ts';

// Playwright calls the default export after the last test.
// oxlint-disable-next-line import/no-default-export
export default writeTable;
