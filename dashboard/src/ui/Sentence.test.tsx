import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Sentence } from './Sentence';

it('shows what stands between backticks as code, and markup as the text it is', () => {
  const { container } = render(
    <Sentence text="Tests failed: `npm run <b>test</b>` ended with exit code 1." />,
  );
  expect(container.textContent).toBe('Tests failed: npm run <b>test</b> ended with exit code 1.');
  expect(container.querySelector('code')?.textContent).toBe('npm run <b>test</b>');
  expect(container.querySelector('b')).toBeNull();
});
