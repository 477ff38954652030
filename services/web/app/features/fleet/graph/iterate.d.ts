declare module 'graphology-layout-forceatlas2/iterate' {
  /** One turn of the force layout over matrices of things and lines, which it changes. */
  export default function iterate(
    settings: Readonly<Record<string, number | boolean>>,
    things: Float32Array,
    lines: Float32Array,
  ): void;
}
