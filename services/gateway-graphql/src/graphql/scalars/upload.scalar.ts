import { GraphQLError, GraphQLScalarType } from 'graphql';
import { UploadedFile } from '../request/uploaded-file';

const refuse = (): never => {
  throw new GraphQLError('Upload must be a file of a multipart request');
};

/** A file of a GraphQL multipart request; resolvers get an `UploadedFile`. */
export const Upload = new GraphQLScalarType<UploadedFile, never>({
  name: 'Upload',
  serialize: refuse,
  parseValue: (given) => (given instanceof UploadedFile ? given : refuse()),
  parseLiteral: refuse,
});
