/** The colour of a series. */
export const Swatch = ({ color, isOff }: { color: string; isOff?: boolean }) => (
  <span
    aria-hidden
    style={{
      display: 'inline-block',
      flex: 'none',
      width: 12,
      height: 12,
      borderRadius: 3,
      border: `2px solid ${color}`,
      background: isOff ? 'transparent' : color,
    }}
  />
);
