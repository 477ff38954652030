import Sigma from 'sigma';
import {
  EdgeArrowProgram,
  EdgeLineProgram,
  EdgeRectangleProgram,
  NodeCircleProgram,
  NodePointProgram,
} from 'sigma/rendering';
import { labelDrawer } from './draw-label';
import type { FleetModel, LineLook, ThingLook } from './fleet-model';
import type { EdgeDisplayData, NodeDisplayData } from 'sigma/types';
import type { Palette } from './palette';

const MOVE_MS = 450;
const CLOSE = 0.12;
const LARGE = 3_000;

/** The picture of the fleet, drawn by the graphics card. */
export class GraphView {
  private readonly sigma: Sigma<ThingLook, LineLook>;
  private near: ReadonlySet<string> = new Set();
  private chosen: string | null = null;
  /** Whether the renderer has placed all that there is, so that it can repaint a part in place. */
  private isPlaced = false;
  /** Points and lines of one pixel, which a program draws twenty times as fast as circles and arrows. */
  private isPlain = false;
  private isClosed = false;

  /** `onChoose` hears of the thing that was clicked, or of none. */
  constructor(
    private readonly model: FleetModel,
    container: HTMLElement,
    private readonly palette: Palette,
    private readonly isStill: boolean,
    onChoose: (uuid: string | undefined) => void,
  ) {
    this.sigma = new Sigma<ThingLook, LineLook>(model.graph, container, {
      labelColor: { color: palette.text },
      labelFont: "'Inter Variable', system-ui, sans-serif",
      labelSize: 12,
      labelRenderedSizeThreshold: 5,
      labelDensity: 0.6,
      defaultDrawNodeHover: labelDrawer(palette) as never,
      minCameraRatio: 0.001,
      maxCameraRatio: 2,
      stagePadding: 40,
      zIndex: true,
      nodeProgramClasses: { circle: NodeCircleProgram, point: NodePointProgram },
      edgeProgramClasses: { line: EdgeRectangleProgram, arrow: EdgeArrowProgram, hair: EdgeLineProgram },
      allowInvalidContainer: true,
      nodeReducer: (uuid, look) => this.lookOf(uuid, look),
      edgeReducer: (line, look) => this.lookOfLine(line, look),
    });
    const { graph } = model;
    const wait = () => {
      this.isPlaced = false;
    };
    for (const event of ['nodeAdded', 'edgeAdded', 'nodeDropped'] as const) graph.on(event, wait);
    this.sigma.on('kill', () => {
      for (const event of ['nodeAdded', 'edgeAdded', 'nodeDropped'] as const) graph.off(event, wait);
    });
    this.sigma.on('afterProcess', () => {
      this.isPlaced = true;
      const isLarge = graph.order > LARGE;
      if (this.sigma.getSetting('hideEdgesOnMove') === isLarge) return;
      this.isPlain = isLarge;
      // Which also draws all of it anew.
      this.sigma.setSetting('hideEdgesOnMove', isLarge);
    });
    this.sigma.on('enterNode', ({ node }) => this.point(node));
    this.sigma.on('leaveNode', () => this.point(null));
    this.sigma.on('clickNode', ({ node }) => onChoose(node));
    this.sigma.on('clickStage', () => onChoose(undefined));
  }

  /** Marks a thing; `isMoving` brings it near. */
  choose(uuid: string | null, isMoving: boolean): void {
    if (this.isClosed) return;
    const before = this.chosen;
    this.chosen = uuid;
    this.refresh([before, uuid].filter((one) => one !== null));
    const at = uuid && isMoving ? this.sigma.getNodeDisplayData(uuid) : undefined;
    if (at) this.travel({ x: at.x, y: at.y, ratio: Math.min(CLOSE, this.sigma.getCamera().ratio) });
  }

  zoom(factor: number): void {
    this.travel({ ratio: this.sigma.getCamera().ratio / factor });
  }

  fit(): void {
    this.travel({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  /** Whoever still holds the view may go on asking; nothing is drawn any more. */
  close(): void {
    this.isClosed = true;
    this.sigma.kill();
    // A change of the graph in the same turn may still ask for a picture, for which there is no canvas any more.
    this.sigma.scheduleRender = () => this.sigma;
  }

  /** Of a copy that the renderer has made. */
  private lookOf(uuid: string, look: Partial<NodeDisplayData>): Partial<NodeDisplayData> {
    if (this.isPlain) look.type = 'point';
    return uuid === this.chosen || this.near.has(uuid)
      ? Object.assign(look, { highlighted: true, zIndex: 1 })
      : look;
  }

  private lookOfLine(line: string, look: Partial<EdgeDisplayData>): Partial<EdgeDisplayData> {
    if (this.isPlain) look.type = 'hair';
    return this.isNear(line) ? Object.assign(look, { color: this.palette.near, size: 2.5, zIndex: 1 }) : look;
  }

  private travel(state: { x?: number; y?: number; ratio?: number; angle?: number }): void {
    if (this.isClosed) return;
    void this.sigma.getCamera().animate(state, { duration: this.isStill ? 1 : MOVE_MS });
  }

  private point(uuid: string | null): void {
    const { graph } = this.model;
    const before = this.near;
    const isThere = uuid !== null && graph.hasNode(uuid);
    // Of a crowd of neighbours the lines say enough.
    const neighbours = isThere ? graph.neighbors(uuid) : [];
    this.near = new Set(isThere ? [uuid, ...(neighbours.length > 60 ? [] : neighbours)] : []);
    this.refresh([...before, ...this.near]);
    this.sigma.getContainer().style.cursor = isThere ? 'pointer' : '';
  }

  private isNear(line: string): boolean {
    if (this.near.size === 0) return false;
    const [from, to] = this.model.graph.extremities(line);
    return this.near.has(from) && this.near.has(to);
  }

  private refresh(uuids: readonly string[]): void {
    if (this.isClosed) return;
    const { graph } = this.model;
    const nodes = uuids.filter((uuid) => graph.hasNode(uuid));
    const edges = [...new Set(nodes.flatMap((uuid) => graph.edges(uuid)))];
    this.sigma.refresh({ partialGraph: { nodes, edges }, skipIndexation: this.isPlaced, schedule: true });
  }
}
