import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

const FOLDER = 'docs/images/web';
const PLACES = 'services/web/e2e/changing-places.json';
const DIFFERENCES = 'dist/test-reports/pictures';

/** What lives: times, values, counts. What shows them stays where it is. */
const CHANGING = 'time, canvas, .numeric, [data-live]';

/** Colours may differ a little (antialiasing), and so may a part of the picture (fonts of other machines). */
const COLOUR_TOLERANCE = 0.2;
const SHARE_TOLERANCE = 0.02;

type Place = readonly [x: number, y: number, width: number, height: number];

const isUpdate = (): boolean => process.env.UPDATE_PICTURES === '1';

const storedPlaces = (): Record<string, readonly Place[]> =>
  existsSync(PLACES) ? JSON.parse(readFileSync(PLACES, 'utf8')) : {};

const changingPlaces = (page: Page): Promise<Place[]> =>
  page.locator(CHANGING).evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [Math.floor(x) - 4, Math.floor(y) - 4, Math.ceil(width) + 40, Math.ceil(height) + 8] as const;
    }),
  );

const cover = (picture: PNG, places: readonly Place[]): void => {
  for (const [left, top, width, height] of places)
    for (let y = Math.max(0, top); y < Math.min(picture.height, top + height); y += 1) {
      const from = (y * picture.width + Math.max(0, left)) * 4;
      const to = (y * picture.width + Math.min(picture.width, left + width)) * 4;
      if (to > from) picture.data.fill(0x80, from, to);
    }
};

const keep = (name: string, picture: Buffer, places: readonly Place[]): void => {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.png`), picture);
  const all = { ...storedPlaces(), [name]: places };
  const sorted = Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
  const lines = Object.entries(sorted).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  writeFileSync(PLACES, `{\n${lines.join(',\n')}\n}\n`);
};

/**
 * Share of the window, 0 to 1, that looks otherwise than `docs/images/web/<name>.png`, which the documents show: a page that
 * looks otherwise makes them stale. With `UPDATE_PICTURES=1` the picture is taken anew.
 */
export const differenceTo = async (page: Page, name: string): Promise<number> => {
  await page.evaluate(() => document.fonts.ready);
  const places = await changingPlaces(page);
  const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  if (isUpdate()) keep(name, taken, places);
  const now = PNG.sync.read(taken);
  const then = PNG.sync.read(readFileSync(join(FOLDER, `${name}.png`)));
  if (now.width !== then.width || now.height !== then.height) return 1;
  for (const picture of [now, then]) cover(picture, [...places, ...(storedPlaces()[name] ?? [])]);
  const difference = new PNG({ width: now.width, height: now.height });
  const pixels = pixelmatch(now.data, then.data, difference.data, now.width, now.height, {
    threshold: COLOUR_TOLERANCE,
  });
  const share = pixels / (now.width * now.height);
  if (share > SHARE_TOLERANCE) {
    mkdirSync(DIFFERENCES, { recursive: true });
    writeFileSync(join(DIFFERENCES, `${name}.png`), PNG.sync.write(difference));
    writeFileSync(join(DIFFERENCES, `${name}-now.png`), taken);
  }
  return share;
};

/** How much of a page may differ from its picture: what another machine's rendering does. */
export const MOST_DIFFERENCE = SHARE_TOLERANCE;
