// The whole of what an embedding page has to do: say, before the app's boot.js runs, that the app is to ask this
// function, and what the function does. It gets a web `Request` and promises a web `Response`, as `fetch` does; how it
// comes by one is its own affair (a bridge to the app around the web-view, a server of another shape, a file).
//
// This one is a backend of its own, with one city and two services. It knows nobody, so nobody can sign in.

(function () {
  'use strict';

  var text = function (zh, en) {
    return { 'zh-CN': zh, en: en };
  };

  var answers = {
    'GET /v1/cities': {
      items: [
        {
          id: 'lakeside',
          name: text('湖畔市', 'Lakeside'),
          region: text('示例省', 'Example Province'),
          pinyin: 'hupan',
          popular: true,
          help_line: '12333',
          medical_help_line: '12393'
        }
      ]
    },
    'GET /v1/services': {
      city: 'lakeside',
      items: [
        { id: 'social_security', category: 'social', availability: 'online' },
        { id: 'lakeside_library', name: text('湖畔图书馆', 'Lakeside library'), category: 'family', availability: 'window_only' }
      ]
    }
  };

  /** A refusal (RFC 9457), as the contract has it. */
  var refusal = function (status, type) {
    var body = JSON.stringify({ type: '/problems/' + type, title: type, status: status });
    return new Response(body, { status: status, headers: { 'Content-Type': 'application/problem+json' } });
  };

  window.citizenCenter = {
    config: { backend: { kind: 'embedder' }, routes: 'hash' },
    fetch: function (request) {
      var body = answers[request.method + ' ' + new URL(request.url).pathname];
      var answer = body
        ? new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
        : refusal(401, 'not-signed-in');
      return Promise.resolve(answer);
    }
  };
})();
