import { useEffect } from 'react';
import type { Tone } from '../format/status';

/** Gives the browser's tab the sign of a status while the caller is shown. */
export const useFavicon = (tone: Tone | undefined): void => {
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (!link || !tone) return;
    link.href = `/favicon-${tone}.svg`;
    return () => {
      link.href = '/favicon.svg';
    };
  }, [tone]);
};
