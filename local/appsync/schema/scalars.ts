/** AppSync's scalars: what each takes and gives. */
import { GraphQLError, type GraphQLScalarType, type GraphQLSchema, isScalarType, Kind } from 'graphql';
import { isIP } from 'node:net';

const DATE = /^-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(Z|[+-]\d{2}:\d{2}(:\d{2})?)?$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}(:\d{2})?)?$/;
const DATE_TIME =
  /^-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}(:\d{2})?)$/;
const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const PHONE = /^\+?[0-9][0-9\s-]{2,24}$/;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** True when the day exists in its month. */
function realDay(text: string): boolean {
  const [, year, month, day] = /^-?(\d{4,})-(\d{2})-(\d{2})/.exec(text) ?? [];
  return Number(day) <= daysIn(Number(year), Number(month));
}

function isUrl(text: string): boolean {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.test(text);
  return scheme && URL.canParse(text);
}

function isAddress(text: string): boolean {
  const [address = '', bits, more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

const texts: Record<string, (text: string) => boolean> = {
  AWSDate: (text) => DATE.test(text) && realDay(text),
  AWSTime: (text) => TIME.test(text),
  AWSDateTime: (text) => DATE_TIME.test(text) && realDay(text),
  AWSEmail: (text) => EMAIL.test(text),
  AWSURL: isUrl,
  AWSPhone: (text) => PHONE.test(text),
  AWSIPAddress: isAddress,
};

/** Written this way, an error reads as AppSync's does once the engine adds the field. */
const wrongValue = (type: string, value: unknown): never => {
  throw new GraphQLError(`Unable to parse ${JSON.stringify(value)} as ${type}`);
};

function setText(scalar: GraphQLScalarType, valid: (text: string) => boolean): void {
  const check = (value: unknown): string =>
    typeof value === 'string' && valid(value) ? value : wrongValue(scalar.name, value);
  scalar.serialize = check;
  scalar.parseValue = check;
  scalar.parseLiteral = (node) =>
    node.kind === Kind.STRING ? check(node.value) : wrongValue(scalar.name, node.kind);
}

/** Seconds since 1970, negative before. */
function setTimestamp(scalar: GraphQLScalarType): void {
  const check = (value: unknown): number =>
    typeof value === 'number' && Number.isInteger(value) ? value : wrongValue(scalar.name, value);
  scalar.serialize = check;
  scalar.parseValue = check;
  scalar.parseLiteral = (node) =>
    node.kind === Kind.INT ? check(Number(node.value)) : wrongValue(scalar.name, node.kind);
}

function parseJson(scalar: GraphQLScalarType, value: unknown): unknown {
  if (typeof value !== 'string') return wrongValue(scalar.name, value);
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return wrongValue(scalar.name, value);
  }
}

/** Comes as a string of JSON and is parsed for resolvers; a string that holds JSON already goes out as it is. */
function setJson(scalar: GraphQLScalarType): void {
  scalar.parseValue = (value) => parseJson(scalar, value);
  scalar.parseLiteral = (node) =>
    node.kind === Kind.STRING ? parseJson(scalar, node.value) : wrongValue(scalar.name, node.kind);
  scalar.serialize = (value) => {
    if (typeof value !== 'string') return JSON.stringify(value);
    try {
      JSON.parse(value);
      return value;
    } catch {
      return JSON.stringify(value);
    }
  };
}

/** Gives the AWS scalars of a schema their behaviour. */
export function installScalars(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type)) continue;
    const valid = texts[type.name];
    if (valid) setText(type, valid);
    else if (type.name === 'AWSTimestamp') setTimestamp(type);
    else if (type.name === 'AWSJSON') setJson(type);
  }
}
