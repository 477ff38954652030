import { AnyText, OptionalObjects, OptionalTime, OptionalWholeNumber } from '../../http/fields/body-fields';

export class DryRunMessageBody {
  @AnyText()
  payload!: string;

  /** Missing: that of the message before; of the first one, now. */
  @OptionalTime()
  time?: Date | null;
}

/** Either messages or a number of minutes. */
export class DryRunBody {
  /** The pipeline, as YAML. */
  @AnyText()
  document!: string;

  @OptionalObjects(() => DryRunMessageBody)
  messages?: DryRunMessageBody[] | null;

  @OptionalWholeNumber()
  last_minutes?: number | null;
}
