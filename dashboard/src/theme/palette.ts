/** Every colour of the dashboard, once for each scheme. Style sheets read them as `--tr-palette-<name>`. */

/** What a status, a line or a surface may be coloured with; `…Soft` are the surfaces behind their namesakes. */
export interface TrellisColours {
  bg: string;
  paper: string;
  soft: string;
  line: string;
  control: string;
  ink: string;
  dim: string;
  brand: string;
  brandHover: string;
  brandInk: string;
  ok: string;
  okSoft: string;
  run: string;
  runSoft: string;
  fail: string;
  failSoft: string;
  wait: string;
  waitSoft: string;
  idle: string;
  idleSoft: string;
  log: string;
  hit: string;
  hitNow: string;
  hitInk: string;
}

export const light: TrellisColours = {
  bg: '#f7f8f6',
  paper: '#ffffff',
  soft: '#f0f3ef',
  line: '#e3e7e2',
  control: '#858f89',
  ink: '#18201b',
  dim: '#5d6861',
  brand: '#1d7a4c',
  brandHover: '#17653f',
  brandInk: '#ffffff',
  ok: '#1d7a4c',
  okSoft: '#e7f4ec',
  run: '#1a62bd',
  runSoft: '#e7f0fc',
  fail: '#bb3125',
  failSoft: '#fceceb',
  wait: '#7044bd',
  waitSoft: '#f1ebfb',
  idle: '#646e68',
  idleSoft: '#eef0ee',
  log: '#fbfcfa',
  hit: '#ffe9a8',
  hitNow: '#ffc43d',
  hitInk: '#18201b',
};

export const dark: TrellisColours = {
  bg: '#0d110f',
  paper: '#141916',
  soft: '#1b211d',
  line: '#262d29',
  control: '#68726c',
  ink: '#e6ebe7',
  dim: '#98a59d',
  brand: '#3fb57a',
  brandHover: '#56c78e',
  brandInk: '#08130d',
  ok: '#4cc38a',
  okSoft: '#12291d',
  run: '#6aa8f7',
  runSoft: '#12233a',
  fail: '#f2766b',
  failSoft: '#33191a',
  wait: '#b794f4',
  waitSoft: '#251a3a',
  idle: '#919c96',
  idleSoft: '#1f2622',
  log: '#0f1411',
  hit: '#5a4a12',
  hitNow: '#ffc43d',
  hitInk: '#18201b',
};

/** The sixteen colours that a log may ask for, black first; all stand on `log` with at least 4.5:1. */
export const ansi: Record<'light' | 'dark', readonly string[]> = {
  light: [
    '#18201b',
    '#bb3125',
    '#1d7a4c',
    '#8a5d00',
    '#1a62bd',
    '#8b3da8',
    '#0d7377',
    '#5d6861',
    '#5d6861',
    '#cb2a1d',
    '#15803d',
    '#94610a',
    '#2563d9',
    '#9a36bd',
    '#0a747b',
    '#2c352f',
  ],
  dark: [
    '#7f8a84',
    '#f2766b',
    '#4cc38a',
    '#dcae4a',
    '#6aa8f7',
    '#cf8ff0',
    '#4fc4c8',
    '#c6cec9',
    '#98a59d',
    '#ff9a90',
    '#74dba8',
    '#f0ca75',
    '#93c1ff',
    '#deaef7',
    '#7fdde0',
    '#f4f7f5',
  ],
};
