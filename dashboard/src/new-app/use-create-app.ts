import { useMutation } from '@apollo/client/react';
import { graphql } from '../gql';
import type { CreateAppInput, CreateAppMutation } from '../gql/graphql';

const document = graphql(`
  mutation CreateApp($input: CreateAppInput!) {
    createApp(input: $input) {
      ...PipelineApp
    }
  }
`);

/** See `Mutation.createApp` of the schema. */
export const useCreateApp = (): ((
  input: CreateAppInput,
) => Promise<CreateAppMutation['createApp'] | undefined>) => {
  const [mutate] = useMutation(document, { refetchQueries: ['Home'] });
  return async (input) => (await mutate({ variables: { input } })).data?.createApp;
};
