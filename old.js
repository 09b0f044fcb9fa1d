// For browsers that know no modules, and so never run boot.js: shows the page that says so.
// Written for any browser at all.
document.addEventListener('DOMContentLoaded', function () {
  var shell = document.getElementById('shell');
  var failed = document.getElementById('failed');
  if (shell) shell.style.display = 'none';
  if (!failed) return;
  failed.removeAttribute('hidden');
  var all = failed.getElementsByTagName('p');
  for (var i = 0; i < all.length; i++) {
    if (all[i].getAttribute('data-why') === 'old') all[i].removeAttribute('hidden');
  }
});
