/**
 * What a page is given before its own scripts (as text, for it runs in a browser): it notes when what is waited for is
 * there and the page has time for its user again, and counts components that React draws, which it tells to whoever has the
 * hook of its developer tools.
 */
export const PAGE_PROBE = `
  const probe = { commits: 0, components: 0, interactiveMs: null };
  window.benchProbe = probe;
  const PERFORMED_WORK = 1;
  const COMPONENTS = [0, 1, 11, 14, 15];
  const count = (fiber) => {
    if (COMPONENTS.includes(fiber.tag) && (fiber.flags & PERFORMED_WORK) !== 0) probe.components += 1;
    // What React passed over has the same children as before.
    if (fiber.alternate !== null && fiber.child === fiber.alternate.child) return;
    for (let child = fiber.child; child !== null; child = child.sibling)
      if (child.alternate === null || child !== child.alternate) count(child);
  };
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberRoot: (id, root) => {
      probe.commits += 1;
      count(root.current);
    },
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
  };
  const wanted = window.benchWanted;
  const observer = new MutationObserver(() => {
    if (!document.querySelector(wanted)) return;
    observer.disconnect();
    requestIdleCallback(() => (probe.interactiveMs = performance.now()));
  });
  observer.observe(document, { childList: true, subtree: true, attributeFilter: ['aria-busy'] });
`;

/** What the probe has found. */
export interface ProbeFindings {
  readonly commits: number;
  readonly components: number;
  /** Since the navigation began. */
  readonly interactiveMs: number;
}
