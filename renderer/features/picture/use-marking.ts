import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { beginMark, growMark, isMeant, type Mark, type MarkTool, type Point } from './marks.ts';

export interface Marking {
  readonly tool: MarkTool;
  readonly setTool: (tool: MarkTool) => void;
  /** The finished ones and the one that is being drawn. */
  readonly marks: readonly Mark[];
  readonly count: number;
  readonly undo: () => void;
  /** Where the next keyboard mark begins; null until an arrow was pressed. */
  readonly cursor: Point | null;
  readonly canvasProps: {
    readonly onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => void;
    readonly onPointerUp: () => void;
    readonly onKeyDown: (event: KeyboardEvent<HTMLCanvasElement>) => void;
  };
}

const letters: Readonly<Record<string, MarkTool>> = {
  KeyP: 'pen',
  KeyA: 'arrow',
  KeyF: 'frame',
  KeyN: 'number',
};
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const within = (value: number, most: number): number => Math.max(0, Math.min(most, value));

/** Drawing with the pointer, and the same with the keyboard: arrows move a cursor, Space begins and ends a mark. */
export function useMarking(width: number, height: number): Marking {
  const [tool, setTool] = useState<MarkTool>('number');
  const [done, setDone] = useState<readonly Mark[]>([]);
  const [growing, setGrowing] = useState<Mark | null>(null);
  const [cursor, setCursor] = useState<Point | null>(null);

  const begin = (at: Point): void => {
    const mark = beginMark(tool, at, done);
    if (mark.tool === 'number') setDone([...done, mark]);
    else setGrowing(mark);
  };
  const end = (): void => {
    if (growing !== null && isMeant(growing)) setDone([...done, growing]);
    setGrowing(null);
  };
  const undo = (): void => (growing === null ? setDone(done.slice(0, -1)) : setGrowing(null));
  const pointOf = (event: PointerEvent<HTMLCanvasElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: within(((event.clientX - box.left) / box.width) * width, width),
      y: within(((event.clientY - box.top) / box.height) * height, height),
    };
  };
  const onKeyDown = (event: KeyboardEvent<HTMLCanvasElement>): void => {
    const step = arrows[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const far = event.shiftKey ? 1 : Math.max(4, Math.round(Math.max(width, height) / 60));
      const from = cursor ?? { x: width / 2, y: height / 2 };
      const to = { x: within(from.x + step[0] * far, width), y: within(from.y + step[1] * far, height) };
      setCursor(to);
      if (growing !== null) setGrowing(growMark(growing, to));
    } else if (event.key === ' ') {
      event.preventDefault();
      const at = cursor ?? { x: width / 2, y: height / 2 };
      setCursor(at);
      if (growing === null) begin(at);
      else end();
    } else if (event.code === 'KeyZ' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      undo();
    } else if (!event.ctrlKey && !event.altKey && letters[event.code] !== undefined) {
      event.preventDefault();
      setTool(letters[event.code] ?? tool);
    }
  };
  return {
    tool,
    setTool,
    marks: growing === null ? done : [...done, growing],
    count: done.length,
    undo,
    cursor,
    canvasProps: {
      onPointerDown(event) {
        event.currentTarget.setPointerCapture(event.pointerId);
        begin(pointOf(event));
      },
      onPointerMove(event) {
        if (growing !== null && event.buttons > 0) setGrowing(growMark(growing, pointOf(event)));
      },
      onPointerUp: end,
      onKeyDown,
    },
  };
}
