import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { DurationField } from './DurationField';

const Shown = ({ stored }: { stored: number }) => {
  const [seconds, setSeconds] = useState(stored);
  return (
    <>
      <DurationField label="Expires after" seconds={seconds} help="A while." onChange={setSeconds} />
      <output>{String(seconds)}</output>
      <button onClick={() => setSeconds(stored)}>Discard</button>
    </>
  );
};

const number = () => screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Expires after' });
const seconds = () => screen.getByRole('status').textContent;

afterEach(cleanup);

describe('a duration', () => {
  it.each([
    [259_200, '3', 'days'],
    [5_400, '90', 'minutes'],
    [90, '90', 'seconds'],
  ])('of %i s is %s %s', (stored, text, unit) => {
    render(<Shown stored={stored} />);
    expect(number().value).toBe(text);
    expect(screen.getByRole('combobox').textContent).toBe(unit);
  });

  it('keeps what is typed while it is typed, and gives whole seconds', async () => {
    render(<Shown stored={3_600} />);
    await userEvent.clear(number());
    expect(seconds()).toBe('NaN');
    await userEvent.type(number(), '1.5');
    expect(number().value).toBe('1.5');
    expect(seconds()).toBe('5400');
  });

  it('shows what is stored again when the change is dropped', async () => {
    render(<Shown stored={3_600} />);
    await userEvent.clear(number());
    await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(number().value).toBe('1');
  });
});
