import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';

/** The address of the bundled example's repository, when the page was asked for it and the host has one. */
export const useExampleRepository = (): string | undefined => {
  const [parameters] = useSearchParams();
  const wanted = parameters.has('example');
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!wanted) return;
    const controller = new AbortController();
    fetch('/config.json', { signal: controller.signal })
      .then((response) => response.json())
      .then((config: { exampleRepository?: string }) => setAddress(config.exampleRepository))
      .catch(() => undefined);
    return () => controller.abort();
  }, [wanted]);
  return address;
};
