import { BaseEdge, getBezierPath, type EdgeProps } from '@xyflow/react';

/** Near the Output, where lines do not cross each other yet. */
const AT = 0.22;

const between = (from: number, fromBend: number, toBend: number, to: number): number => {
  const rest = 1 - AT;
  return rest ** 3 * from + 3 * rest ** 2 * AT * fromBend + 3 * rest * AT ** 2 * toBend + AT ** 3 * to;
};

/** A link with what flows on it. */
export const ValueEdge = (props: EdgeProps) => {
  const { id, sourceX, sourceY, targetX, targetY, label, markerEnd, interactionWidth } = props;
  const [path] = getBezierPath(props);
  const middle = (sourceX + targetX) / 2;
  return (
    <BaseEdge
      id={id}
      path={path}
      label={label}
      labelX={between(sourceX, middle, middle, targetX)}
      labelY={between(sourceY, sourceY, targetY, targetY)}
      labelBgPadding={[6, 3]}
      labelBgBorderRadius={6}
      {...(markerEnd && { markerEnd })}
      {...(interactionWidth && { interactionWidth })}
    />
  );
};
