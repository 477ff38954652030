import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

export interface ApiPages {
  /** Path of the page for people. */
  readonly docs: string;
  /** Path of the OpenAPI document. */
  readonly document: string;
  describe(): object;
}

const ASSETS: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const page = (docs: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Unitfleet API</title>
    <link rel="stylesheet" href="${docs}/swagger-ui.css" />
    <link rel="icon" type="image/png" href="${docs}/favicon-32x32.png" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="${docs}/swagger-ui-bundle.js"></script>
    <script src="${docs}/start.js"></script>
  </body>
</html>
`;

const start = (document: string): string =>
  `SwaggerUIBundle({ url: ${JSON.stringify(document)}, dom_id: '#swagger-ui', deepLinking: true });\n`;

const assetsFolder = (): string => dirname(createRequire(__filename).resolve('swagger-ui-dist/package.json'));

/** Once, when somebody asks. */
const once = (make: () => object): (() => string) => {
  let text: string | null = null;
  return () => (text ??= JSON.stringify(make()));
};

/** The API document and the page that shows it; three files of Swagger UI are all that the page needs. */
export const serveApiPages = (server: FastifyInstance, { docs, document, describe }: ApiPages): void => {
  const text = once(describe);
  const folder = assetsFolder();
  server.get(document, (_request, reply) => reply.type('application/json').send(text()));
  server.get(docs, (_request, reply) => reply.type('text/html; charset=utf-8').send(page(docs)));
  server.get(`${docs}/start.js`, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(start(document)),
  );
  for (const [name, type] of Object.entries(ASSETS))
    server.get(`${docs}/${name}`, async (_request, reply) =>
      reply.type(type).send(await readFile(join(folder, name))),
    );
};
