import { CaseSheet } from './case-sheet.tsx';
import { Inbox } from './inbox.tsx';
import { TodayColumn } from './today-column.tsx';

/** 核实: transactions that wait for somebody to ask their owners. */
export function CasesView() {
  return (
    <main className="columns cases">
      <Inbox />
      <CaseSheet />
      <TodayColumn />
    </main>
  );
}
