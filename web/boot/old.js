// Shows the failure page where boot.js does not run: in an engine without modules, or where boot.js did not come or cannot
// be parsed. In an engine with modules this runs after boot.js, which has changed the panel by then.
document.addEventListener('DOMContentLoaded', function () {
  var panel = document.getElementById('boot-failure');
  if (/late/.test(panel.className)) {
    // An engine that knows `nomodule` is new enough: boot.js was probably lost on its way.
    panel.className = 'noModule' in document.createElement('script') ? 'boot-panel' : 'boot-panel boot-panel--old';
    document.getElementById('boot-code').textContent = 'module';
    document.getElementById('app').hidden = true;
  }
});
