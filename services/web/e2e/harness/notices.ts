import type { Page } from 'playwright-core';

interface Noticing {
  notices: Set<string>;
}

/**
 * Keeps what the notices of a page say: they go after some seconds, in which a test may stand still. To be called before the
 * page is opened.
 */
export const keepNotices = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const window = globalThis as unknown as Noticing;
    window.notices = new Set();
    new MutationObserver(() => {
      for (const notice of document.querySelectorAll('.mantine-Notification-root'))
        window.notices.add(notice.textContent ?? '');
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
};

/** Resolves when a notice has said this since the page was loaded, whether it still does or not. */
export const noticed = async (page: Page, text: string): Promise<void> => {
  await page.waitForFunction(
    (wanted) => [...(globalThis as unknown as Noticing).notices].some((said) => said.includes(wanted)),
    text,
  );
};
