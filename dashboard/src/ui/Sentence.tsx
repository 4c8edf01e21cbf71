import { Fragment } from 'react';

/** A sentence of the API: what stands between backticks is a command or a name, and is shown as one. */
export const Sentence = ({ text }: { text: string }) =>
  text
    .split('`')
    .map((part, index) =>
      index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>,
    );
