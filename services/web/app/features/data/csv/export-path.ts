/** Where the data of a pipeline are as a zipped CSV file; the cookie of the session opens it (`docs/datapipe-api.md`). */
export const exportPath = (nodeUuid: string, pipeline: string | null): string =>
  `/pepeunit/api/v1/unit_nodes/get_data_pipe_data_csv/${nodeUuid}${
    pipeline === null ? '' : `?pipeline=${encodeURIComponent(pipeline)}`
  }`;
