import { describe, expect, it } from 'vitest';
import { parseOutputs } from './outputs';

describe('outputs', () => {
  it.each([
    ['{"url":"https://a.example","count":3,"on":true}', ['url=https://a.example', 'count=3', 'on=true']],
    ['{"api":{"url":"https://a.example"}}', ['url=https://a.example']],
    ['{"api":{"url":"a"},"web":{"url":"b"}}', ['api.url=a', 'web.url=b']],
    ['{"list":[1,2],"none":null,"empty":""}', ['list=[1,2]']],
    ['null', []],
    ['{}', []],
  ])('of %s are read', (json, expected) => {
    expect(parseOutputs(json)?.map(({ name, value }) => `${name}=${value}`)).toEqual(expected);
  });

  it.each(['', 'nonsense', '[1]', '"text"'])('of %j are none at all', (json) => {
    expect(parseOutputs(json)).toBeUndefined();
  });

  it('are cut to what a page can show', () => {
    const many = Object.fromEntries(
      Array.from({ length: 80 }, (_, index) => [`k${index}`, 'v'.repeat(5_000)]),
    );
    const outputs = parseOutputs(JSON.stringify(many));
    expect(outputs).toHaveLength(50);
    expect(outputs?.[0]?.value).toHaveLength(2_001);
  });
});
