import { useState } from 'react';
import { useMutation, type CombinedError } from 'urql';
import { problemOf } from '../../../api/problem';
import { ImportPipeDataDocument } from '../data.generated';
import { configOf, previewCsv, refusalOf, rowAt, type CsvPreview, type CsvProblem } from './check-csv';

/** A row of a file that is refused, with what stands in it. */
export interface RefusedRow extends CsvProblem {
  readonly cells: readonly string[] | null;
}

const refused = async (file: File, problem: CsvProblem): Promise<RefusedRow> => ({
  ...problem,
  cells: await rowAt(file, problem.row),
});

/** The way of a file: chosen, looked at, sent. */
export const useImport = (nodeUuid: string, dataPipeYml: string, pipeline: string | null) => {
  const [{ fetching: isSending }, importData] = useMutation(ImportPipeDataDocument);
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<CsvPreview | null>(null);
  const [refusal, setRefusal] = useState<RefusedRow | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const choose = async (chosen: File) => {
    const config = configOf(dataPipeYml, pipeline);
    setFile(chosen);
    setPreview(null);
    setRefusal(null);
    setError(null);
    if (!config) return;
    const seen = await previewCsv(chosen, config, Date.now());
    setPreview(seen);
    if (seen.problem) setRefusal(await refused(chosen, seen.problem));
  };
  /** Resolves with `true` when the data are there. */
  const send = async (): Promise<boolean> => {
    if (!file) return false;
    setRefusal(null);
    setError(null);
    const { error: failure } = await importData({ uuid: nodeUuid, file, pipeline });
    if (!failure) return true;
    const named = refusalOf(problemOf(failure).text);
    if (named) setRefusal(await refused(file, named));
    else setError(failure);
    return false;
  };
  return { file, preview, refusal, error, isSending, choose, send };
};
