import { MockedProvider, type MockedProviderProps } from '@apollo/client/testing/react';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApproveDocument } from '../gql/graphql';
import { approval, decision, deployment, environment, hold, summary, typed } from '../testing/fixtures';
import { ApprovalPanel } from './ApprovalPanel';
import { viewerQuery } from './viewer-query';

const ann = { id: 'mem_ann', name: 'ann', permissions: ['read', 'approve'], roles: ['owner'] };

const show = (
  given: {
    viewer?: typeof ann;
    facts?: Partial<Parameters<typeof deployment>[0]>;
    rule?: Parameters<typeof approval>[0];
    target?: ReturnType<typeof environment>;
  } = {},
  mocks: MockedProviderProps['mocks'] = [],
) => {
  const rule = approval(given.rule);
  render(
    <MockedProvider
      mocks={[
        {
          request: { query: viewerQuery },
          result: { data: { viewer: typed('Viewer', given.viewer ?? ann) } },
          maxUsageCount: Number.POSITIVE_INFINITY,
        },
        ...mocks,
      ]}
    >
      <MemoryRouter>
        <ApprovalPanel
          deployment={deployment({
            status: 'WAITING_APPROVAL',
            startedBy: 'mira',
            startedById: 'mem_mira',
            startedAt: null,
            approval: rule,
            ...given.facts,
          })}
          approval={rule}
          environment={given.target ?? environment({ live: summary({ commit: null }) })}
        />
      </MemoryRouter>
    </MockedProvider>,
  );
};

const button = (name: string) => screen.getByRole('button', { name });
const usable = (name: string) => button(name).getAttribute('aria-disabled') === 'false';
const described = (name: string) =>
  document.getElementById(button(name).getAttribute('aria-describedby') ?? '')?.textContent;

afterEach(cleanup);

describe('the panel of a request', () => {
  it('lets who may decide approve or reject, and says how far it is and who asks', async () => {
    show({ rule: { required: 2, roles: ['owner', 'lead'], decisions: [decision({ reason: 'Read it.' })] } });
    await waitFor(() => expect(usable('Approve')).toBe(true));
    expect(usable('Reject')).toBe(true);
    const text = screen.getByRole('region', { name: /Waiting for approval/ }).textContent;
    expect(text).toContain('1 of 2');
    expect(text).toContain('mira');
    expect(text).toContain('owner or lead');
    expect(text).toContain('jonas approved it');
    expect(text).toContain('Read it.');
  });

  it.each([
    ['who asked for it', { viewer: { ...ann, id: 'mem_mira', name: 'mira' } }, /someone else must decide/],
    ['who lacks the role', { rule: { roles: ['lead'] } }, /ann is not lead/],
    ['who lacks the permission', { viewer: { ...ann, permissions: ['read'] } }, /ann may not approve/],
  ])('tells %s why they may not, and keeps the buttons', async (_who, given, reason) => {
    show(given);
    await waitFor(() => expect(described('Approve')).toMatch(reason));
    expect(usable('Approve')).toBe(false);
    expect(usable('Reject')).toBe(false);
    expect(screen.getAllByText(reason).length).toBeGreaterThan(1);
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('lets who has approved only reject', async () => {
    show({ rule: { required: 2, decisions: [decision({ by: 'ann', byId: 'mem_ann' })] } });
    await waitFor(() => expect(described('Approve')).toBe('You have approved it.'));
    expect(usable('Reject')).toBe(true);
  });

  it('of what is approved says what it still waits for', async () => {
    const held = environment({ hold: hold({ startsAt: new Date(Date.now() - 60_000).toISOString() }) });
    show({ rule: { decisions: [decision()] }, target: held });
    await screen.findByText('It starts when the lock ends.');
    expect(screen.queryByText('Expires')).toBeNull();
  });

  it('sends a decision with its reason when the button is pressed, and never by a key in the reason', async () => {
    const approved = vi.fn(() => ({ data: { approve: deployment({ approval: approval() }) } }));
    const input = { deploymentId: 'dep_1', reason: 'Fine' };
    show({}, [{ request: { query: ApproveDocument, variables: { input } }, result: approved }]);
    await waitFor(() => expect(usable('Approve')).toBe(true));
    await userEvent.type(screen.getByRole('textbox'), ' Fine {Enter}');
    expect(usable('Approve')).toBe(true);
    expect(approved).not.toHaveBeenCalled();
    await userEvent.click(button('Approve'));
    await waitFor(() => expect(approved).toHaveBeenCalledTimes(1));
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('');
  });

  it('says why a decision was refused, at the field when it is about the reason', async () => {
    const refusal = {
      message: 'reason: must be one line without control characters.',
      extensions: {},
      errorType: 'input.invalid',
    };
    show({}, [
      {
        request: { query: ApproveDocument, variables: { input: { deploymentId: 'dep_1', reason: null } } },
        result: { errors: [refusal] },
      },
    ]);
    await waitFor(() => expect(usable('Approve')).toBe(true));
    await userEvent.click(button('Approve'));
    await screen.findByText('Must be one line without control characters.');
    expect(screen.getByRole('textbox').getAttribute('aria-invalid')).toBe('true');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
