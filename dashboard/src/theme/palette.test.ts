import { describe, expect, it } from 'vitest';
import { ansi, dark, light, type TrellisColours } from './palette';

const luminance = (hex: string): number => {
  const part = (from: number): number => {
    const value = parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
};

const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const texts = ['ink', 'dim', 'brand', 'ok', 'run', 'fail', 'wait', 'idle'] as const;
const surfaces = ['bg', 'paper', 'log', 'soft'] as const;

describe.each<[string, TrellisColours, readonly string[]]>([
  ['light', light, ansi.light],
  ['dark', dark, ansi.dark],
])('the %s palette', (_, colours, terminal) => {
  it.each(texts.flatMap((text) => surfaces.map((surface) => [text, surface] as const)))(
    'shows %s on %s with at least 4.5:1',
    (text, surface) => {
      expect(contrast(colours[text], colours[surface])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['ok', 'run', 'fail', 'wait', 'idle'] as const)('shows %s on its own soft surface', (tone) => {
    expect(contrast(colours[tone], colours[`${tone}Soft`])).toBeGreaterThanOrEqual(4.5);
  });

  it('shows the label of a filled button', () => {
    expect(contrast(colours.brandInk, colours.brand)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.brandInk, colours.brandHover)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(terminal.map((colour, index) => [index, colour] as const))(
    'shows terminal colour %i with at least 4.5:1 on the log',
    (_index, colour) => {
      expect(contrast(colour, colours.log)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('draws the borders of controls with at least 3:1', () => {
    expect(contrast(colours.control, colours.paper)).toBeGreaterThanOrEqual(3);
  });
});
