import type { OpenAPIObject } from '@nestjs/swagger';
import { describeService } from '@unitfleet/service-host';
import { describeApi } from './describe-api';
import { gatewayRest } from './service';

/** The API document of an instance with default prefixes, made from the code alone. */
export const buildOpenApiDocument = (): Promise<OpenAPIObject> => describeService(gatewayRest, describeApi);
