// Run only by browsers that know no modules: they cannot run the app, and get the page that says so.
document.addEventListener('DOMContentLoaded', function () {
  document.getElementById('boot-failure').className = 'boot-panel boot-panel--old';
  document.getElementById('boot-code').textContent = 'module';
  document.getElementById('app').hidden = true;
});
