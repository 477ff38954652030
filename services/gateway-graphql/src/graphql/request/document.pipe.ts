import { Inject, Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '@unitfleet/contracts';
import { SETTINGS, type Settings } from '../../settings';
import { UploadedFile } from './uploaded-file';

/** Lets an uploaded document pass that goes to its service in one message; what is larger is no document of this kind. */
@Injectable()
export class DocumentPipe implements PipeTransform<UploadedFile> {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  transform(file: UploadedFile): UploadedFile {
    const most = this.settings.JSON_BODY_LIMIT;
    if (file.content.length > most)
      throw new DomainError('Validation', `the file has ${file.content.length} bytes, ${most} are allowed`);
    return file;
  }
}
