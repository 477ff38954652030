import { Injectable, Param, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { readUuidText } from '../fields/readers';
import { RequestError } from './request-error';

@Injectable()
class PathUuidPipe implements PipeTransform<string, string> {
  transform(given: string, { data = 'uuid' }: ArgumentMetadata): string {
    const reading = readUuidText(given);
    if ('value' in reading) return reading.value;
    const [found] = reading.problems;
    throw RequestError.of(found!.type, ['path', data], found!.msg, given);
  }
}

/** The key in the path, in any standard spelling. */
export const PathUuid = (): ParameterDecorator => Param('uuid', PathUuidPipe);
