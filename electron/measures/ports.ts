import type { Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Measures } from '#shared/measures/contract.ts';
import type { Course } from '#shared/measures/course.ts';
import type { MediaEvent } from '#shared/media/contract.ts';

/** What the measures need of the media window. */
export interface MeasuringMedia {
  /** Which call is measured; null: none. */
  measure(sessionId: string | null): Promise<void>;
  markQuestion(sessionId: string): Promise<void>;
  onMeasures(listener: (heard: MediaEvent<'media/measures'>) => void): Undo;
  onAnswer(listener: (heard: MediaEvent<'media/answer'>) => void): Undo;
  onMeasuring(listener: (told: MediaEvent<'media/measuring'>) => void): Undo;
  /** The window died and is back, empty. */
  onReturned(listener: () => void): Undo;
}

/** Measures kept with their call, for whoever reviews it. Implemented in `electron/store`. */
export interface MeasuresRepository {
  /** Replaces what was kept of this call. On disk when it returns. */
  save(callId: CallId, measures: Measures, course: Course, at: number): void;
  /** null for a call that was not measured. */
  of(callId: CallId): Measures | null;
  /** Who spoke when; null where nothing was kept of it. */
  courseOf(callId: CallId): Course | null;
}
