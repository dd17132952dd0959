declare module 'virtual:scenarios' {
  import type { ScenarioSummary } from '#shared/training/contract.ts';
  const scenarios: ScenarioSummary[];
  export default scenarios;
}
