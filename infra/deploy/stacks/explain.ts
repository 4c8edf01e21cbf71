/** Why CloudFormation could not do something to a resource, as a failure that a person can act on. Pure. */
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { asDetail } from '../explain-aws';
import { DeployError } from '../failures';
import { typeInWords, verbOf } from './events';

/** What a resource's handler said, without the wrapping that CloudFormation puts around it. */
export const reasonInWords = (reason: string): string =>
  asDetail(
    (/Resource handler returned message: "(.*)" \(RequestToken/s.exec(reason)?.[1] ?? reason)
      .replace(/\((?:Service|RequestToken|SDK Attempt Count)\b[^()]*\)/g, '')
      .replace(/\s+([.,])/g, '$1'),
  );

const quota =
  /HandlerErrorCode: ServiceLimitExceeded|LimitExceeded|quota|UnreservedConcurrentExecution|maximum number of|limit (?:has been |is )?(?:exceeded|reached)|exceeds? the (?:maximum|limit)/i;
const taken =
  /HandlerErrorCode: AlreadyExists|already exists|AlreadyExists|already in use|AlreadyOwnedByYou/i;
const denied =
  /HandlerErrorCode: AccessDenied|is not authorized to perform|AccessDenied|UnauthorizedOperation/i;

/** The failure of a resource. */
export const explainEvent = (event: StackEvent, command: string): DeployError => {
  const reason = event.ResourceStatusReason ?? '';
  const detail = reasonInWords(reason);
  const resource = `${typeInWords(event.ResourceType)} ${event.LogicalResourceId ?? ''}`.trim();
  // A quota's name may hold the words of the others, so it is asked for first.
  if (quota.test(reason))
    return new DeployError('aws.quota_reached', { command, detail: `${resource}: ${detail}` });
  if (taken.test(reason)) return new DeployError('aws.resource_taken', { command, resource, detail });
  if (denied.test(reason)) return new DeployError('aws.denied', { command, detail });
  return new DeployError('aws.resource_failed', {
    command,
    resource,
    action: verbOf(event.ResourceStatus),
    detail,
  });
};
