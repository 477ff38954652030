import type { Settings } from 'sigma/settings';
import type { NodeDisplayData, PartialButFor } from 'sigma/types';
import type { Palette } from './palette';

const PADDING = 4;

/** The name of what one points at, on a ground of its own in the colours of the page. */
export const labelDrawer =
  ({ ground, text, near }: Palette) =>
  (
    context: CanvasRenderingContext2D,
    data: PartialButFor<NodeDisplayData, 'x' | 'y' | 'size' | 'label' | 'color'>,
    { labelSize, labelFont, labelWeight }: Settings,
  ): void => {
    const { x, y, size, label } = data;
    context.lineWidth = 2;
    context.strokeStyle = near;
    context.beginPath();
    context.arc(x, y, size + 2, 0, 2 * Math.PI);
    context.stroke();
    if (!label) return;
    context.font = `${labelWeight} ${labelSize}px ${labelFont}`;
    const width = context.measureText(label).width + 2 * PADDING;
    const left = x + size + 5;
    context.fillStyle = ground;
    context.beginPath();
    context.roundRect(left, y - labelSize / 2 - PADDING, width, labelSize + 2 * PADDING, 4);
    context.fill();
    context.lineWidth = 1;
    context.stroke();
    context.fillStyle = text;
    context.fillText(label, left + PADDING, y + labelSize / 3);
  };
