import { registerEnumType } from '@nestjs/graphql';

/**
 * An enum of the schema: the protocol's names in front of the values that REST, database and RPC carry
 * (`docs/protocol/rest-graphql.md 3.3`). Every value needs a name, and no name is without a value.
 */
export const wireEnum =
  <Value extends string>() =>
  <const Names extends Record<string, Value>>(
    name: string,
    names: Names & ([Value] extends [Names[keyof Names]] ? unknown : never),
  ): Names => {
    registerEnumType(names, { name });
    return names;
  };
