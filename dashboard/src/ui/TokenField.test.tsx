import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { TokenField } from './TokenField';

it('asks for a token only where the address takes one, and hides what is typed', async () => {
  const onChange = vi.fn();
  const { rerender } = render(<TokenField repository="/srv/shop" value="" onChange={onChange} />);
  expect(screen.queryByLabelText('Access token')).toBeNull();
  rerender(<TokenField repository="git@github.com:acme/shop.git" value="" onChange={onChange} />);
  expect(screen.queryByLabelText('Access token')).toBeNull();
  rerender(<TokenField repository="https://github.com/acme/shop" value="" onChange={onChange} />);
  const field = screen.getByLabelText('Access token');
  expect(field.getAttribute('type')).toBe('password');
  await userEvent.type(field, 'g');
  expect(onChange).toHaveBeenCalledWith('g');
});
