/** Types for every consumer of the schema. `npm run generate` writes them; a test fails when they are out of date. */
import type { CodegenConfig } from '@graphql-codegen/cli';
import { awsSchema } from './local/appsync/schema/aws-schema';

const scalars = {
  ID: 'string',
  AWSDate: 'string',
  AWSTime: 'string',
  AWSDateTime: 'string',
  AWSTimestamp: 'number',
  AWSEmail: 'string',
  AWSJSON: 'string',
  AWSURL: 'string',
  AWSPhone: 'string',
  AWSIPAddress: 'string',
};

const config: CodegenConfig = {
  schema: ['schema.graphql', awsSchema],
  generates: {
    'generated/schema.ts': {
      plugins: ['typescript'],
      config: { scalars, enumsAsTypes: true, useTypeImports: true, strictScalars: true },
    },
    'dashboard/src/gql/': {
      documents: ['dashboard/src/**/*.{ts,tsx}', '!dashboard/src/gql/**'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { scalars, enumsAsTypes: true, useTypeImports: true, strictScalars: true },
    },
  },
};

export default config;
