import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { TOKEN_HEADER } from '@unitfleet/gateway';
import { INSTANCE } from './api/instance/instance-info';
import { modelSchemas } from './http/answer/api-schemas';

/** The OpenAPI document of an application, without what only the process's own port offers. */
export const describeApi = (app: INestApplication): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setTitle(INSTANCE.name)
    .setDescription(INSTANCE.description)
    .setVersion(INSTANCE.version)
    .setLicense(INSTANCE.license, '')
    .addApiKey({ type: 'apiKey', in: 'header', name: TOKEN_HEADER }, TOKEN_HEADER)
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...modelSchemas() } as never,
  };
  return document;
};
