import type uPlot from 'uplot';

/** Fingers that go up or down scroll the page, two of them zoom it; one that goes sideways is the chart's. */
const LEFT_TO_BROWSER = 'pan-y pinch-zoom';
const NOWHERE = -10;

/** The stretch between two places of a finger, which may leave the chart. */
export const stretchOf = (from: number, to: number, width: number): { left: number; width: number } => {
  const [left, right] = [from, to]
    .map((place) => Math.min(width, Math.max(0, place)))
    .sort((one, other) => one - other) as [number, number];
  return { left, width: right - left };
};

/** A finger draws over a piece of time as the mouse does, and what is under it is told. Gives what takes that back. */
export const selectByTouch = (chart: uPlot): (() => void) => {
  const { over } = chart;
  let finger: { readonly id: number; readonly from: number } | null = null;
  const placeOf = ({ clientX, clientY }: PointerEvent) => {
    const { left, top } = over.getBoundingClientRect();
    return { left: clientX - left, top: clientY - top };
  };
  const mark = (from: number, to: number, isDone: boolean) =>
    chart.setSelect({ ...stretchOf(from, to, over.clientWidth), top: 0, height: over.clientHeight }, isDone);
  const begin = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse' && event.isPrimary)
      finger = { id: event.pointerId, from: placeOf(event).left };
  };
  const go = (event: PointerEvent) => {
    if (finger?.id !== event.pointerId) return;
    const place = placeOf(event);
    mark(finger.from, place.left, false);
    chart.setCursor(place);
  };
  const leave = (event: PointerEvent) => {
    if (finger?.id !== event.pointerId) return;
    const { from } = finger;
    finger = null;
    const isTaken = event.type === 'pointercancel';
    const to = placeOf(event).left;
    mark(from, isTaken ? from : to, !isTaken);
    if (isTaken || to !== from) chart.setCursor({ left: NOWHERE, top: NOWHERE });
  };
  const listeners = [
    ['pointerdown', begin],
    ['pointermove', go],
    ['pointerup', leave],
    ['pointercancel', leave],
  ] as const;
  over.style.touchAction = LEFT_TO_BROWSER;
  for (const [event, listener] of listeners) over.addEventListener(event, listener);
  return () => {
    for (const [event, listener] of listeners) over.removeEventListener(event, listener);
  };
};
