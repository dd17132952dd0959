/** Who has read what; implemented in `electron/store`. */
export interface NoticeRepository {
  /** On disk when this returns; the first confirmation of a version stands. */
  confirm(reading: {
    readonly personId: string;
    readonly noticeId: string;
    readonly version: string;
    readonly at: number;
  }): void;
  confirmedAt(personId: string, noticeId: string, version: string): number | null;
}
