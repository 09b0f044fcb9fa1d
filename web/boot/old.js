// For the page on which nothing else runs: where there are no modules, or the loader cannot be read. In an engine with
// modules it comes after the loader, which has changed the panel by then.
document.addEventListener('DOMContentLoaded', function () {
  var panel = document.getElementById('boot-failure');
  if (/late/.test(panel.className)) {
    // An engine that knows `nomodule` may only have lost the loader on its way.
    panel.className = 'noModule' in document.createElement('script') ? 'boot-panel' : 'boot-panel boot-panel--old';
    document.getElementById('boot-code').textContent = 'module';
    document.getElementById('app').hidden = true;
  }
});
