import { useQuery } from 'urql';
import { GuideUnitDocument } from './guide.generated';

/** The Unit that the guide is about. */
export const useGuideUnit = (uuid: string) => {
  const [{ data, error }, ask] = useQuery({ query: GuideUnitDocument, variables: { uuid } });
  return { unit: data?.getUnit, error, ask };
};
