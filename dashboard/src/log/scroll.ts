/** Moves inside the log alone: `scrollIntoView` would move the page and the frame as well. */

/** Brings an element of a scrolling box to its middle or its top. */
export const scrollWithin = (box: HTMLElement, element: HTMLElement, place: 'middle' | 'top'): void => {
  const move = (): void => {
    const offset = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += offset - (place === 'middle' ? box.clientHeight / 2 : 8);
  };
  move();
  // Blocks that come into sight get their true height only then.
  requestAnimationFrame(move);
};
