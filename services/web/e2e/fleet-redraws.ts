import type { Page } from 'playwright-core';

interface Fiber {
  readonly flags: number;
  readonly alternate: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly memoizedProps: Readonly<Record<string, unknown>> | null;
}

interface Watched {
  __REACT_DEVTOOLS_GLOBAL_HOOK__: object;
  redrawnUnits: string[];
}

/**
 * Notes which Units' lines React draws anew, in the build that users get: React tells each commit to whoever plays its
 * developer tools, and marks in it what was run. To be called before the page is opened.
 */
export const watchRedraws = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const window = globalThis as unknown as Watched;
    /** React's mark of a component that was run in this commit. */
    const RUN = 1;
    const look = (fiber: Fiber | null): void => {
      for (let one = fiber; one; one = one.sibling) {
        const before = one.alternate;
        // What is the same object was not even looked at by React.
        if (before && before.child !== one.child) look(one.child);
        const unit = one.memoizedProps?.['unit'] as { uuid?: string } | undefined;
        const isLine = unit?.uuid !== undefined && 'repoName' in one.memoizedProps!;
        if (isLine && before && (one.flags & RUN) !== 0) window.redrawnUnits.push(unit.uuid!);
      }
    };
    window.redrawnUnits = [];
    window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberUnmount: () => undefined,
      onCommitFiberRoot: (_renderer: number, root: { current: Fiber }) => {
        if (root.current.alternate) look(root.current.child);
      },
    };
  });
};

/** The Units whose lines were drawn anew since this was last asked, one entry for each time. */
export const redrawnUnits = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as Watched).redrawnUnits.splice(0));
