import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const ROOT = resolve(import.meta.dirname, '../../..');

/** The running instance behind the development server; a local one by default. */
const INSTANCE = process.env.UNITFLEET_ORIGIN ?? 'http://localhost:8080';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: {
    alias: [
      ...['pipeline', 'contracts'].map((name) => ({
        find: `@unitfleet/${name}`,
        replacement: resolve(ROOT, `libs/${name}/src/index.ts`),
      })),
      // What platforms do differently is one module of the pipeline library, with a form for browsers.
      {
        find: /^(?:\.\.?\/)+platform\/bytes$/,
        replacement: resolve(ROOT, 'libs/pipeline/src/platform/bytes.browser.ts'),
      },
    ],
  },
  build: {
    outDir: resolve(ROOT, 'dist/web/public'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // They know light-dark(); a translation of it would not follow the chosen colours.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  server: {
    port: Number(process.env.WEB_DEV_PORT ?? 5173),
    proxy: { '/pepeunit': { target: INSTANCE, ws: true, changeOrigin: true, headers: { origin: INSTANCE } } },
  },
  test: {
    root: import.meta.dirname,
    include: ['**/*.spec.{ts,tsx}'],
    environment: 'happy-dom',
  },
} as Parameters<typeof defineConfig>[0]);
