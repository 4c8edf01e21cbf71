/**
 * Follows the end of the log while the reader stands there: any move upwards stops it, a return to the bottom resumes it. The
 * reader is never moved otherwise.
 */
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** This near to the end counts as the end, in pixels. */
const NEAR = 32;

interface Follow {
  /** The element that scrolls. */
  box: RefObject<HTMLDivElement | null>;
  following: boolean;
  /** Lines that came since following stopped. */
  missed: number;
  onScroll: () => void;
  follow: (yes: boolean) => void;
}

/** `version` grows with every change of the log, `size` is its number of lines. */
export const useFollow = (version: number, size: number, initially: boolean): Follow => {
  const box = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [following, setFollowing] = useState(initially);
  const [sizeThen, setSizeThen] = useState<number | null>(null);
  const toEnd = useCallback(() => {
    const element = box.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
  }, []);
  useLayoutEffect(() => {
    if (!following) return;
    toEnd();
    // Blocks that were not drawn before get their true height now, and the end moves.
    const frame = requestAnimationFrame(toEnd);
    return () => cancelAnimationFrame(frame);
  }, [following, version, toEnd]);
  const follow = (yes: boolean): void => {
    if (!yes && following) setSizeThen(size);
    setFollowing(yes);
  };
  const onScroll = (): void => {
    const element = box.current;
    if (!element) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    const upwards = element.scrollTop < lastTop.current - 1;
    lastTop.current = element.scrollTop;
    if (following && upwards && !atEnd) follow(false);
    else if (!following && atEnd && !upwards) follow(true);
  };
  return {
    box,
    following,
    missed: following || sizeThen === null ? 0 : Math.max(0, size - sizeThen),
    onScroll,
    follow,
  };
};
