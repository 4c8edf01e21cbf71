import { StackStatus } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { isBusy, isOurs, stepBefore } from './state';

describe('the state of a stack', () => {
  test.each(
    Object.values(StackStatus).filter((status) => /IN_PROGRESS$/.test(status) && !/^REVIEW/.test(status)),
  )('%s is waited for', (status) => {
    expect(stepBefore(status)).toBe('wait');
    expect(isBusy(status)).toBe(true);
  });

  test.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED'] as const)(
    '%s: a stack that never came to be is removed first',
    (status) => expect(stepBefore(status)).toBe('remove'),
  );

  test.each(['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_FAILED', 'REVIEW_IN_PROGRESS'] as const)(
    '%s is deployed to as it is',
    (status) => expect(stepBefore(status)).toBe('go'),
  );

  test('no stack stands in nobody’s way', () => expect(stepBefore(undefined)).toBe('go'));

  test('a way back that failed is gone on with, a removal that failed is left to a person', () => {
    expect(stepBefore('UPDATE_ROLLBACK_FAILED')).toBe('roll-back');
    expect(stepBefore('DELETE_FAILED')).toBe('half-removed');
  });

  test('a stack of the same name that someone else made is not ours', () => {
    expect(isOurs({ Description: 'Trellis: continuous delivery in this account' })).toBe(true);
    expect(isOurs({ Description: 'A shop', StackStatus: 'UPDATE_COMPLETE' })).toBe(false);
    expect(isOurs({ StackStatus: 'CREATE_COMPLETE' })).toBe(false);
    expect(isOurs({ StackStatus: 'REVIEW_IN_PROGRESS' })).toBe(true);
  });
});
