const WIDTH = 120;
const HEIGHT = 28;

/** Numbers as a small line; its meaning is said in words for those who do not see it. */
export const Sparkline = ({ values, label }: { values: readonly number[]; label: string }) => {
  const least = Math.min(...values);
  const span = Math.max(...values) - least || 1;
  const step = WIDTH / Math.max(1, values.length - 1);
  const points = values.map(
    (value, index) =>
      `${(index * step).toFixed(1)},${(HEIGHT - 2 - ((value - least) / span) * (HEIGHT - 4)).toFixed(1)}`,
  );
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="var(--mantine-primary-color-filled)"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
};
