import { PayloadTooLargeException } from '@nestjs/common';

/** 413: more bytes than the endpoint takes. */
export class TooLarge extends PayloadTooLargeException {
  constructor() {
    super('Payload Too Large');
  }
}
