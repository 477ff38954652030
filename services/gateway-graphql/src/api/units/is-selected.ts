import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type GraphQLResolveInfo,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

const isLeftOut = (selection: SelectionNode, { variableValues }: GraphQLResolveInfo): boolean =>
  getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if === true ||
  getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if === false;

/**
 * Whether the caller asks for a field of this name anywhere below the field that is being resolved, by whatever alias
 * or fragment. Validated documents only: fragments exist and do not contain themselves.
 */
export const isSelected = (field: string, info: GraphQLResolveInfo): boolean => {
  const contains = (selections: SelectionSetNode | undefined): boolean =>
    selections?.selections.some((selection) => {
      if (isLeftOut(selection, info)) return false;
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return contains(info.fragments[selection.name.value]?.selectionSet);
      if (selection.kind === Kind.FIELD && selection.name.value === field) return true;
      return contains(selection.selectionSet);
    }) ?? false;
  return info.fieldNodes.some((node) => contains(node.selectionSet));
};
