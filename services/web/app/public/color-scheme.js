// Before the first paint, so that nobody who reads in the dark sees a white flash.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('unitfleet-color-scheme');
  } catch {
    // Storage may be forbidden; then the system decides.
  }
  var isDark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
})();
