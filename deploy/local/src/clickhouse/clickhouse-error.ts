/** An error as ClickHouse reports it: the client reads number and name from the text. */
export class ClickHouseError extends Error {
  constructor(
    readonly code: number,
    readonly type: string,
    message: string,
  ) {
    super(`Code: ${code}. DB::Exception: ${message} (${type})`);
  }
}

/** Statuses of the server for the codes that are not 500. */
const STATUS_BY_CODE: Readonly<Record<number, number>> = {
  6: 400, // CANNOT_PARSE_TEXT
  27: 400, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  36: 400, // BAD_ARGUMENTS
  38: 400, // CANNOT_PARSE_DATE
  41: 400, // CANNOT_PARSE_DATETIME
  43: 400, // ILLEGAL_TYPE_OF_ARGUMENT
  46: 404, // UNKNOWN_FUNCTION
  47: 404, // UNKNOWN_IDENTIFIER
  48: 501, // NOT_IMPLEMENTED
  53: 400, // TYPE_MISMATCH
  60: 404, // UNKNOWN_TABLE
  62: 400, // SYNTAX_ERROR
  72: 400, // CANNOT_PARSE_NUMBER
  81: 404, // UNKNOWN_DATABASE
  115: 404, // UNKNOWN_SETTING
  117: 400, // INCORRECT_DATA
  159: 408, // TIMEOUT_EXCEEDED
  456: 400, // UNKNOWN_QUERY_PARAMETER
  497: 403, // ACCESS_DENIED
  516: 403, // AUTHENTICATION_FAILED
};

const NESTED =
  /^Code: \d+\. DB::Exception: (Code: (\d+)\. DB::Exception: .*?\([A-Z0-9_]+\)) \(version [^)]*\)\. \([A-Z0-9_]+\)$/s;

/** What goes over the wire for any failure: status, number for the header, text with the version at its end. */
export function describeError(
  error: unknown,
  version: string,
): { status: number; code: number; text: string } {
  const message = error instanceof Error ? error.message : String(error);
  const start = message.search(/Code: \d+/);
  const own = start < 0 ? `Code: 1002. DB::Exception: ${message} (UNKNOWN_EXCEPTION)` : message.slice(start);
  const text = NESTED.exec(own)?.[1] ?? own;
  const code = Number(/Code: (\d+)/.exec(text)?.[1]);
  return { status: STATUS_BY_CODE[code] ?? 500, code, text: `${text} (version ${version} (embedded))\n` };
}
