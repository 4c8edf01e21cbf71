/** How fast the masker reads: in process, on text as builds print it, with hundreds of needles. */
import { randomBytes } from 'node:crypto';
import { createMasker } from '../core/masking';
import { needlesOf } from '../core/masking-needles';
import type { Row } from './report';
import { median } from './statistics';

const needles = 300;
const megabytes = 32;
const pieceLength = 65_536;
const rounds = 5;
/** One line in so many holds a secret. */
const secretEvery = 200;

const phrases = [
  'npm http fetch GET 200 https://registry.example.org/@scope%2fpackage 43ms (cache miss)',
  '  ✓ src/orders/checkout.test.ts > an order is paid once (12 ms)',
  'transforming (1243) node_modules/@scope/package/dist/esm/internal/observable/combineLatest.js',
  'dist/assets/index-BkD93jXa.js   1,204.31 kB │ gzip: 362.18 kB',
  'arn:aws:cloudformation:eu-central-1:000000000000:stack/shop-staging/5f3c2b70-1f0e-11ef-9c3b-0a58a9feac02',
  'CREATE_IN_PROGRESS   | AWS::Lambda::Function       | ApiHandler5E7490E8',
  '\u001b[32minfo\u001b[39m  Uploading service shop.zip to S3 (3.81 MB)',
  'warning: LF will be replaced by CRLF in packages/web/src/components/PasswordField.tsx',
];

/** Secrets as people have them, as many as give this number of needles at least. */
const secretsFor = (wanted: number): string[] => {
  const secrets: string[] = [];
  while (needlesOf(secrets).length < wanted)
    secrets.push(
      `${secrets.length % 2 === 0 ? 'sk_live_' : 'postgres://shop:'}${randomBytes(18).toString('base64')}`,
    );
  return secrets;
};

const textWith = (secrets: readonly string[]): string => {
  let text = '';
  for (let line = 0; text.length < megabytes * 1_000_000; line += 1) {
    const phrase = phrases[line % phrases.length] ?? '';
    const secret = line % secretEvery === 0 ? ` ${secrets[(line / secretEvery) % secrets.length] ?? ''}` : '';
    text += `${line} ${phrase}${secret}\n`;
  }
  return text;
};

/** Masks the same text several times, piece by piece as a builder does. */
export const measureMasking = (): Promise<Row[]> => {
  const secrets = secretsFor(needles);
  const text = Buffer.from(textWith(secrets)).toString();
  const bytes = Buffer.byteLength(text);
  const masker = createMasker(secrets.map((value, index) => ({ name: `S${index}`, value, secret: true })));
  const speeds: number[] = [];
  let leaked = 0;
  for (let round = 0; round < rounds; round += 1) {
    const stream = masker.stream();
    const masked: string[] = [];
    const began = performance.now();
    for (let at = 0; at < text.length; at += pieceLength)
      masked.push(stream.push(text.slice(at, at + pieceLength)));
    masked.push(stream.end());
    speeds.push(bytes / 1000 / (performance.now() - began));
    const whole = masked.join('');
    leaked = secrets.filter((secret) => whole.includes(secret)).length;
  }
  return Promise.resolve([
    {
      what: `masking, ${needlesOf(secrets).length} needles (median of ${rounds} × ${megabytes} MB)`,
      value: median(speeds),
      unit: 'MB/s',
      aim: { is: 'at least', value: 40 },
    },
    { what: 'secrets left in that text', value: leaked, unit: 'secrets', aim: { is: 'at most', value: 0 } },
  ]);
};
