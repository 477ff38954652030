import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/**
 * Hands an error on to the strategy as it is. Nest's own filter would turn it into a text without a code, and the
 * strategy could neither answer it nor decide about the acknowledgement.
 */
@Catch()
export class RethrowFilter implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
