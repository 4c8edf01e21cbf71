/* global window, document */
// Sets the colour scheme before the first paint. A file of its own, because inline scripts are not allowed here.
(function () {
  var mode = 'system';
  try {
    mode = window.localStorage.getItem('trellis-theme') || mode;
  } catch {
    // Storage may be blocked; the system's scheme is right then.
  }
  var dark =
    mode === 'dark' || (mode === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light');
})();
