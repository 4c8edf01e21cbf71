import js from '@eslint/js';
import appsync from '@aws-appsync/eslint-plugin';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const appsyncRules = appsync.configs.recommended;

export default tseslint.config(
  {
    ignores: [
      '.build/**',
      '.trellis/**',
      'generated/**',
      'dashboard/src/gql/**',
      '**/node_modules/**',
      'infra/cdk.out/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['dashboard/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks, 'jsx-a11y': jsxA11y },
    rules: { ...reactHooks.configs.recommended.rules, ...jsxA11y.configs.recommended.rules },
  },
  {
    // What APPSYNC_JS cannot run must not be written here; the plugin misses the last few.
    files: [
      'resolvers/**/*.ts',
      'core/{table,permissions,patterns,new-environment,resolver-errors,log-ranges,target-view}.ts',
    ],
    ignores: ['**/*.test.ts'],
    plugins: { '@aws-appsync': appsync },
    rules: {
      ...appsyncRules.rules,
      'no-restricted-syntax': ['error', 'ThrowStatement', 'NewExpression', 'Literal[regex]'],
      'no-restricted-globals': [
        'error',
        'Date',
        'Map',
        'Set',
        'Promise',
        'parseInt',
        'structuredClone',
        'encodeURIComponent',
        'fetch',
        'setTimeout',
        'process',
      ],
    },
  },
  {
    // Named so, a bundle takes in every language of zod's messages, which makes it twice as big.
    files: ['functions/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'ImportDeclaration[source.value="zod"][importKind="value"] > ImportSpecifier[imported.name="z"]',
          message: "Write: import * as z from 'zod'",
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        Buffer: 'readonly',
        module: 'readonly',
      },
    },
  },
);
