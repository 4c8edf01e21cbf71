import { useEffect, useRef } from 'react';
import type { DeploymentStatus } from '../../../core/records';

/** When a status takes away the button that a person has just used, the page keeps the focus instead of the document. */
export const useFocusKept = (status: DeploymentStatus): void => {
  const before = useRef(status);
  useEffect(() => {
    const waited = before.current === 'WAITING_APPROVAL' && status !== 'WAITING_APPROVAL';
    before.current = status;
    if (waited && document.activeElement === document.body) document.getElementById('main')?.focus();
  }, [status]);
};
