// A backend below the app's own address, which a test answers for.

export const SESSION = {
  citizen: 'c1',
  name: '示*',
  id_number: '9900**********0018',
  city: 'lakeside',
  payer: 'flexible',
  signed_in_at: '2026-01-01T00:00:00Z',
  expires_at: '2099-01-01T00:00:00Z',
  idle_seconds: 900,
};

export const CITY = {
  id: 'lakeside',
  name: { en: 'Lakeside' },
  region: { en: 'Example Province' },
  pinyin: 'hupan',
  popular: true,
  help_line: '12333',
  medical_help_line: '12393',
};

export const problem = (status, type) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: `/problems/${type}`, status }),
});

/**
 * Answers by `answers(path, request)` what is asked of it. Gives that, in its order, and options of `open`: the config
 * has `backend` and `more` besides its address.
 */
export function api(backend, answers, more) {
  const asked = [];
  const config = { backend: { kind: 'http', base_url: '/api', ...backend }, ...more };
  const prepare = (page, context) =>
    context.route(/\/api\/v1\//, async (route) => {
      const request = route.request();
      const path = new URL(request.url()).pathname.replace('/api', '');
      asked.push({ path, method: request.method(), headers: await request.allHeaders() });
      await route.fulfill(await answers(path, request));
    });
  return { asked, config, prepare };
}
