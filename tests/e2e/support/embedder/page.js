// In the place of the example's page.js: a page whose function reaches the server over a bridge. A request is handed
// on as plain data, as to the program around a web-view, and the answer is made of what comes back. What is put before
// this text names `CONFIG`.

(function () {
  'use strict';

  var bridge = new Worker(new URL('bridge.js', document.currentScript.src));
  var waiting = {};
  var count = 0;

  bridge.onmessage = function (event) {
    var said = event.data;
    var whose = waiting[said.id];
    delete waiting[said.id];
    if (!said.status) {
      whose.reject(new TypeError('the bridge failed'));
      return;
    }
    var empty = said.status === 204 || said.status === 304;
    whose.resolve(new Response(empty ? null : said.body, { status: said.status, headers: said.headers }));
  };

  window.citizenCenter = {
    config: CONFIG,
    fetch: function (request) {
      count += 1;
      var id = count;
      request.signal.addEventListener('abort', function () {
        bridge.postMessage({ id: id, over: true });
      });
      return request.arrayBuffer().then(function (body) {
        return new Promise(function (resolve, reject) {
          waiting[id] = { resolve: resolve, reject: reject };
          var headers = Array.from(request.headers);
          bridge.postMessage({ id: id, url: request.url, method: request.method, headers: headers, body: body });
        });
      });
    }
  };
})();
