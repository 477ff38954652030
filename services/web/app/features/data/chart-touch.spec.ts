import { describe, expect, it, vi } from 'vitest';
import type uPlot from 'uplot';
import { selectByTouch, stretchOf } from './chart-touch';

describe('a stretch', () => {
  it('is between two places, whichever was first, and ends with the chart', () => {
    expect(stretchOf(10, 60, 100)).toEqual({ left: 10, width: 50 });
    expect(stretchOf(60, 10, 100)).toEqual({ left: 10, width: 50 });
    expect(stretchOf(60, 130, 100)).toEqual({ left: 60, width: 40 });
    expect(stretchOf(60, -20, 100)).toEqual({ left: 0, width: 60 });
  });
});

describe('a finger', () => {
  const chartOf = () => {
    const over = document.createElement('div');
    Object.defineProperties(over, { clientWidth: { value: 100 }, clientHeight: { value: 40 } });
    over.getBoundingClientRect = () => ({ left: 20, top: 10 }) as DOMRect;
    const chart = { over, setSelect: vi.fn(), setCursor: vi.fn() };
    const stop = selectByTouch(chart as unknown as uPlot);
    const touch = (type: string, clientX: number, more: PointerEventInit = {}) =>
      over.dispatchEvent(
        new PointerEvent(type, {
          pointerId: 1,
          pointerType: 'touch',
          isPrimary: true,
          clientX,
          clientY: 30,
          ...more,
        }),
      );
    return { ...chart, stop, touch };
  };
  const place = (left: number, width: number) => ({ left, width, top: 0, height: 40 });

  it('that goes sideways draws over a piece of time, and tells it once when it leaves', () => {
    const { setSelect, setCursor, touch } = chartOf();
    touch('pointerdown', 30);
    touch('pointermove', 60);
    expect(setCursor).toHaveBeenLastCalledWith({ left: 40, top: 20 });
    touch('pointermove', 90);
    touch('pointerup', 90);
    touch('pointermove', 95);
    expect(setSelect.mock.calls).toEqual([
      [place(10, 30), false],
      [place(10, 60), false],
      [place(10, 60), true],
    ]);
  });

  it('with which the page is scrolled leaves nothing', () => {
    const { setSelect, touch } = chartOf();
    touch('pointerdown', 30);
    touch('pointermove', 40);
    touch('pointercancel', 0);
    expect(setSelect).toHaveBeenLastCalledWith(place(10, 0), false);
  });

  it('is not the mouse, which the chart knows itself, nor a second finger', () => {
    const { setSelect, touch, stop } = chartOf();
    touch('pointerdown', 30, { pointerType: 'mouse' });
    touch('pointermove', 60, { pointerType: 'mouse' });
    touch('pointerdown', 30, { isPrimary: false, pointerId: 2 });
    touch('pointermove', 60, { isPrimary: false, pointerId: 2 });
    stop();
    touch('pointerdown', 30);
    touch('pointermove', 60);
    expect(setSelect).not.toHaveBeenCalled();
  });
});
