import { Inject, Injectable, type PipeTransform } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../settings';
import { UploadedFile } from './uploaded-file';

/** Reads an uploaded document that goes to its service in one message; what is larger is no document of this kind. */
@Injectable()
export class DocumentPipe implements PipeTransform<UploadedFile, Promise<Buffer>> {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  transform(file: UploadedFile): Promise<Buffer> {
    return file.read(this.settings.JSON_BODY_LIMIT);
  }
}
