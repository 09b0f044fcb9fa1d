// Puts the app into this page: its styles, what stands in for it until it is there, and its loader. Taken from the
// app's own index.html, as the names of its files change with every build. A page that is made by a template may as
// well write these elements itself; the one rule is that `window.citizenCenter` is there before boot.js.

(function () {
  'use strict';

  var place = function (text) {
    // What stands in the app's page by a hash in its policy is in a file as well.
    var linked = text.replace(/<style data-href="([^"]+)">[^]*?<\/style>/, '<link rel="stylesheet" href="$1">');
    var app = new DOMParser().parseFromString(linked, 'text/html');
    app.querySelectorAll('link[rel~="stylesheet"], link[rel~="icon"]').forEach(function (link) {
      document.head.appendChild(document.importNode(link, true));
    });
    Array.prototype.slice.call(app.body.children).forEach(function (element) {
      document.body.appendChild(document.importNode(element, true));
    });
    // A script that is copied does not run; one that is made does.
    var loader = document.createElement('script');
    Array.prototype.slice.call(app.querySelector('script[data-wasm]').attributes).forEach(function (attribute) {
      loader.setAttribute(attribute.name, attribute.value);
    });
    document.head.appendChild(loader);
  };

  document.addEventListener('DOMContentLoaded', function () {
    fetch('index.html')
      .then(function (answer) {
        if (!answer.ok) {
          throw new Error('app/index.html: ' + answer.status);
        }
        return answer.text();
      })
      .then(place);
  });
})();
