/** The page, made on the server, without a script or a file from elsewhere. */

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML. */
export const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (character) => escapes[character]);

/** A colour of its own for each version, so that two environments side by side are told apart at a glance. */
export const hueOf = (version) => (160 + (version - 1) * 67) % 360;

const styles = (hue) => `
  :root { color-scheme: light dark; --accent: hsl(${hue} 62% 32%); --wash: hsl(${hue} 60% 97%); --ink: #17201c; --soft: #55605b; --card: #fff; --line: hsl(${hue} 25% 87%); }
  @media (prefers-color-scheme: dark) {
    :root { --accent: hsl(${hue} 60% 68%); --wash: hsl(${hue} 22% 8%); --ink: #eef2f0; --soft: #a5b0ab; --card: hsl(${hue} 16% 12%); --line: hsl(${hue} 14% 22%); }
  }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--wash); color: var(--ink);
    font: 16px/1.5 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', sans-serif; }
  main { width: min(560px, 100%); padding: 40px; background: var(--card); border: 1px solid var(--line); border-top: 6px solid var(--accent); border-radius: 16px; }
  p { margin: 0; }
  .environment { display: inline-block; padding: 2px 12px; border: 1px solid var(--accent); border-radius: 999px; color: var(--accent); font-weight: 600; font-size: 14px; }
  h1 { margin: 16px 0 8px; font-size: clamp(44px, 12vw, 72px); line-height: 1; letter-spacing: -0.03em; color: var(--accent); overflow-wrap: anywhere; }
  .message { font-size: 18px; overflow-wrap: anywhere; }
  footer { margin-top: 32px; padding-top: 16px; border-top: 1px solid var(--line); color: var(--soft); font-size: 14px; display: flex; flex-wrap: wrap; gap: 4px 20px; }
  a { color: inherit; }
  code { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
`;

/** The page as HTML. Addresses in it are relative, so it works under any path. */
export const renderPage = ({ version, number, environment, commit, message }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(version)} · ${escapeHtml(environment)}</title>
<link rel="icon" href="data:,">
<style>${styles(hueOf(number))}</style>
</head>
<body>
<main>
<p class="environment">${escapeHtml(environment)}</p>
<h1>${escapeHtml(version)}</h1>
<p class="message">${escapeHtml(message)}</p>
<footer>
${commit === '' ? '' : `<span>commit <code>${escapeHtml(commit)}</code></span>`}
<a href="api/version">the same as JSON</a>
</footer>
</main>
</body>
</html>
`;
