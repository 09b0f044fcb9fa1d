// A backend in today's style: resources with ids in their paths, snake_case, problem details (RFC 9457) of its own,
// a session cookie, an idempotency key in a header, and a cursor it gives for the next page.
import { randomUUID } from 'node:crypto';
import { CITIES, Office, china, mask, month as joined, name, now, pad, refuse, serve, services, unmonth } from './office.mjs';

const office = new Office();

const month = (index) => joined(index).replace(/..$/, '-$&');
const time = (ms) => china(ms).toISOString().replace('Z', '+08:00');
const day = (booked) => (booked ? month(Math.floor(booked / 100)) + '-' + pad(booked % 100) : undefined);

const MATTERS = { stop_paying: 'stop', cancel: 'cancel', unlink: 'unlink', report_lost: 'lost', resume_paying: 'resume' };
const REFUSALS = {
  nobody: [401, 'no_session'], wrong: [400, 'wrong_secret'], locked: [403, 'locked_out'], none: [404, 'no_such_thing'], slower: [429, 'slow_down'],
  stale: [409, 'challenge_gone'], unproved: [409, 'challenge_open'], reused: [409, 'key_conflict'], open: [409, 'filing_open'],
  'not-allowed': [403, 'not_allowed'], unticked: [400, 'effects_not_accepted'], same: [400, 'same_factor'], month: [400, 'month_not_offered'], foreign: [403, 'foreign_origin']
};

const fileOf = (file) => ({
  filing_id: file.id, reference: file.number, matter: name(MATTERS, file.matter), status: file.steps[file.steps.length - 1].state, schemes: file.kinds,
  motive: file.motive, from_month: month(file.month), city_code: '990100', filed_at: time(file.at), undo_before: file.open ? time(file.undo) : undefined, can_withdraw: file.open,
  waiting_for: file.open ? { party: 'staff', before: time(file.due) } : undefined,
  history: file.steps.map((step) => ({ status: step.state, at: time(step.at), party: step.who })), digest: file.sum
});
const sessionOf = ({ person, began, ends, idle }) => ({
  person_id: person.no, display_name: mask(person.name, 1, 0), masked_id: mask(person.id, 4, 4), city_code: '990100', pays: person.pays, began_at: time(began), ends_at: time(ends), idle_timeout_s: idle
});
const challengeOf = (check) => ({
  challenge_id: check.ticket, kind: check.how, sent_to: check.how === 'sms' && !check.forEntry ? '138****0000' : undefined, answer_before: time(check.until), again_after: time(check.again || now()), tries_left: check.left
});

function answer(method, path, query, body, sid, key) {
  const [what, id, more] = path.split('/').slice(3).map(decodeURIComponent);
  switch (method + ' ' + what + (id ? (more ? '/*/' + more : '/*') : '')) {
    case 'POST sessions': {
      const made = body.challenge_id ? office.loginByCode(body.challenge_id, body.secret, sid) : office.login(body.id_no, body.secret, sid);
      return [201, sessionOf(office.session(made)), 'sid=' + made + '; Path=/; HttpOnly; SameSite=Strict'];
    }
    case 'GET sessions/*':
      return [200, sessionOf(office.session(sid))];
    case 'DELETE sessions/*':
      office.session(sid);
      office.leave(sid);
      return [204, null, 'sid=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0'];
    case 'GET cities':
      return [200, { cities: CITIES.map((city) => ({ code: city.id, names: { 'zh-CN': city.zh, en: city.en }, province: { 'zh-CN': city.province[0], en: city.province[1] }, sort_key: city.spelt, featured: city.main, phone: city.phone })) }];
    case 'GET cities/*/services':
      return [200, { services: services(id).map((one) => ({ code: one.id, channel: one.how, note: one.because })) }];
    case 'GET card': {
      const { person, number, issued, since } = office.card(sid);
      return [200, { holder: mask(person.name, 1, 0), masked_id: mask(person.id, 4, 4), masked_number: mask(number, 0, 4), issuer: { city: '甲市', bank: '远方银行' }, issued: issued.map(pad).join('-'), generation: 3, status: 'active', status_since: time(since), linked: true, qr_enabled: true, synced_at: time(now()) }];
    }
    case 'POST card/*': {
      const code = office.cardCode(sid);
      return [201, { payload: code.text, created_at: time(code.at), ttl_s: 60 }];
    }
    case 'GET card/*':
      office.card(sid);
      return [200, { status: 'active', actions: [{ action: 'report_lost', channel: 'net' }, { action: 'cancel', channel: 'hall', note: '须到网点办理' }, { action: 'replace', channel: 'hall', note: '须本人领取' }] }];
    case 'POST disclosures':
      return [201, { field: body.field, value: office.show(sid, body.field === 'card_no' ? 'card' : 'id'), hide_after_s: 20 }];
    case 'GET account/*':
      return [200, {
        schemes: office.summary(sid).map((sum) => ({ scheme: sum.kind, active: 'yes', booked_months: sum.booked, first: month(sum.first), last: month(sum.last), in_a_row: sum.streak, missing: sum.gaps, saved_cents: sum.saved })),
        insured_since: '2014-11-03', needed_months: 240, synced_at: time(now())
      }];
    case 'GET months': {
      const all = office.months(sid, { kind: query.get('scheme'), from: unmonth(query.get('since')), to: unmonth(query.get('until')) });
      const from = query.get('page_token') ? Number(Buffer.from(query.get('page_token'), 'base64').toString().slice(1)) : 0;
      const to = from + Number(query.get('page_size'));
      return [200, {
        months: all.slice(from, to).map((row) => ({
          scheme: row.kind, month: month(row.month), status: row.state, back_payment: row.late, base_cents: row.base, own_cents: row.own, firm_cents: row.firm, firm: row.employer || undefined, booked_on: day(row.booked), city_code: row.city
        })),
        next_page_token: to < all.length ? Buffer.from('@' + to).toString('base64') : undefined, synced_at: time(now())
      }];
    }
    case 'POST challenges':
      return [201, challengeOf(body.id_no ? office.beginForEntry(body.id_no) : office.beginForMatter(sid, body.kind))];
    case 'PUT challenges/*/answer':
      return [200, challengeOf(office.prove(sid, id, body.secret))];
    case 'GET matters/*': {
      const ask = office.ask(sid, MATTERS[id]);
      const law = (one) => (one.law || []).map(([text, article]) => ({ text, article }));
      return [200, {
        matter: id, allowed: ask.can, obstacles: ask.reasons.map((one) => ({ kind: one.code, law: law(one), filing_id: one.file })),
        effects: ask.effects.map((one) => ({ kind: one.code, law: law(one), must_accept: one.tick, months: one.months, month: one.month && month(one.month), cents: one.cents })),
        schemes: ask.kinds, motives: ask.motives, from_months: ask.months.map(month), proofs: ask.how, undo_s: ask.undo, decision_days: ask.days, synced_at: time(now())
      }];
    }
    case 'POST filings':
      return [201, fileOf(office.file(sid, key, { matter: MATTERS[body.matter], motive: body.motive, month: unmonth(body.from_month), ticked: body.accepted_effects, ticket: body.challenge_id }))];
    case 'GET filings':
      return [200, { filings: office.list(sid).map(fileOf) }];
    case 'GET filings/*':
      return [200, fileOf(office.find(sid, id))];
    case 'DELETE filings/*':
      return [200, fileOf(office.withdraw(sid, id))];
    case 'GET looks':
      return [200, { looks: office.log(sid).map((look) => ({ at: time(look.at), party: look.who, subject: look.what })) }];
    default:
      return refuse('none');
  }
}

serve(
  (request, url, sent) => {
    const sid = ((request.headers.cookie || '').match(/(?:^|; )sid=([^;]*)/) || [])[1];
    const [status, body, cookie] = answer(request.method, url.pathname, url.searchParams, sent, sid, request.headers['idempotency-key']);
    return [status, body, { 'X-Trace': randomUUID(), ...(cookie && { 'Set-Cookie': cookie }) }];
  },
  ({ why, left, until, seconds, file }) => {
    const [status, kind] = REFUSALS[why];
    const body = { type: 'https://errors.foreign.example/' + kind, title: kind.replaceAll('_', ' '), status, tries_left: left, until: until && time(until), filing_id: file };
    const after = seconds && { 'Retry-After': String(seconds) };
    return [status, body, { 'X-Trace': randomUUID(), 'Content-Type': 'application/problem+json', ...after }];
  }
);
