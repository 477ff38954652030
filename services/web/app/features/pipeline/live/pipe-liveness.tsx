import { useMemo } from 'react';
import { useSubscription } from 'urql';
import { PipeStatesDocument } from '../pipeline.generated';

/** Keeps the state of a node's pipe true while it is there; what it hears is copied onto the node. */
export const PipeLiveness = ({ uuid }: { uuid: string }) => {
  const variables = useMemo(() => ({ uuids: [uuid] }), [uuid]);
  useSubscription({ query: PipeStatesDocument, variables });
  return null;
};
