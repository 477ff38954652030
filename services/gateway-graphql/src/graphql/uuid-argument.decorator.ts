import { Args } from '@nestjs/graphql';
import { UUID } from './scalars/uuid.scalar';

/** A required key among the arguments. */
export const UuidArgument = (name = 'uuid'): ParameterDecorator => Args(name, { type: () => UUID });
