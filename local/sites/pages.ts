/** What visitors see when a site cannot answer: a page for browsers, a sentence for everything else. */
import type { IncomingMessage, ServerResponse } from 'node:http';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);

/** What happened, why, and what to do next. */
export interface Notice {
  statusCode: number;
  title: string;
  detail: string;
  /** Output of the application, shown as it was printed. */
  output?: string;
}

const page = ({ statusCode, title, detail, output }: Notice): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 ui-sans-serif, system-ui, sans-serif; }
main { max-width: 620px; padding: 24px; }
h1 { font-size: 24px; line-height: 1.25; margin: 4px 0 8px; }
p { margin: 0; opacity: 0.75; }
pre { margin: 16px 0 0; padding: 12px 16px; border: 1px solid; border-radius: 8px; overflow: auto; font-size: 13px; }
</style>
</head>
<body>
<main>
<p>${statusCode}</p>
<h1>${escape(title)}</h1>
<p>${escape(detail)}</p>
${output === undefined ? '' : `<pre>${escape(output)}</pre>`}
</main>
</body>
</html>
`;

/** Answers with a notice, in the form that the visitor reads. */
export const writeNotice = (request: IncomingMessage, response: ServerResponse, notice: Notice): void => {
  const html = (request.headers.accept ?? '').includes('text/html');
  const lines = [`${notice.title} ${notice.detail}`, ...(notice.output === undefined ? [] : [notice.output])];
  const body = Buffer.from(html ? page(notice) : `${lines.join('\n')}\n`);
  response.writeHead(notice.statusCode, {
    'content-type': html ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
};
