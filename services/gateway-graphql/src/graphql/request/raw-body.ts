/** A body as it came; the endpoint reads it. */
export class RawBody {
  constructor(
    readonly contentType: string | undefined,
    readonly bytes: Buffer,
  ) {}
}
