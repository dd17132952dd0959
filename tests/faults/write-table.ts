import { writeTable } from '#tests/support/fault-table.ts';

// Playwright calls the default export after the last test.
// oxlint-disable-next-line import/no-default-export
export default writeTable;
