// A backend that answers everything with 200 and an envelope: { status, msg, data }. Amounts in yuan, months as YYYYMM,
// times as clocks in China show them, a token in a header, pages by an offset.
import { randomBytes } from 'node:crypto';
import { CITIES, Office, china, mask, month, name, now, pad, refuse, serve, services, unmonth } from './office.mjs';

const office = new Office();

const yuan = (cents) => cents / 100;
const money = (cents) => (cents / 100).toFixed(2) + '元';
const time = (ms) => china(ms).toISOString().slice(0, 19).replace('T', ' ');
const day = (booked) => (booked ? month(Math.floor(booked / 100)) + pad(booked % 100) : '');

const KINDS = { 'old-age': 'YL', health: 'YB' };
const MATTERS = { TB: 'stop', ZX: 'cancel', JB: 'unlink', GS: 'lost', XB: 'resume' };
const STATES = { due: '未缴', paid: '已缴未到账', booked: '已到账', unheard: '未同步' };
const CODES = {
  nobody: 40101, wrong: 42201, locked: 42301, none: 40401, slower: 42901, stale: 41001, unproved: 40301, reused: 42202,
  open: 40901, 'not-allowed': 42203, unticked: 40001, same: 40003, month: 40002, foreign: 40300
};

function fileOf(file) {
  const last = file.steps[file.steps.length - 1];
  return {
    sqid: file.id, lsh: file.number, sx: name(MATTERS, file.matter), zt: last.state, xz: file.kinds.map((kind) => KINDS[kind]).join(','),
    yy: file.motive, sxny: month(file.month), cs: '990100', tjsj: time(file.at), cxjzsj: file.open ? time(file.undo) : null,
    kcx: file.open ? 1 : 0, blr: file.open ? 'staff' : null, blqx: file.open ? time(file.due) : null,
    jd: file.steps.map((step) => ({ zt: step.state, sj: time(step.at), r: step.who })), jym: file.sum
  };
}

function answer(path, query, body, token) {
  switch (path) {
    case '/api/login': {
      const key = body.way === 'pwd' ? office.login(body.idNo, body.pwd, token) : office.loginByCode(body.ticket, body.code, token);
      return { token: key };
    }
    case '/api/user/info': {
      const { person, began, ends, idle } = office.session(token);
      return {
        userId: person.no, userName: mask(person.name, 1, 0), idNo: mask(person.id, 4, 4), area: '990100',
        payType: person.pays === 'self' ? 1 : 2, loginTime: time(began), expireTime: time(ends), idle: idle / 60 + '分钟', idleSeconds: idle
      };
    }
    case '/api/logout': {
      office.session(token);
      return office.leave(token) ?? null;
    }
    case '/api/area/list':
      return CITIES.map((city) => ({ code: city.id, name: city.zh, enName: city.en, province: city.province[0], py: city.spelt, hot: city.main ? 'Y' : 'N', tel: city.phone }));
    case '/api/area/services':
      return services(query.get('area')).map((one) => ({ code: one.id, way: one.how, reason: one.because || '' }));
    case '/api/card/info': {
      const { person, number, issued, since } = office.card(token);
      return {
        holder: mask(person.name, 1, 0), idNo: mask(person.id, 4, 4), cardNo: mask(number, 0, 4), place: '甲市', bank: '远方银行',
        issueDate: issued[0] + pad(issued[1]) + pad(issued[2]), endDate: '', gen: '3', state: 1, stateTime: time(since), linked: 1, qr: true, syncTime: time(now())
      };
    }
    case '/api/card/qr': {
      const code = office.cardCode(token);
      return { content: code.text, createTime: time(code.at), seconds: 60 };
    }
    case '/api/card/menu':
      office.card(token);
      return { state: 1, list: [{ code: 'GS', way: 'net' }, { code: 'ZX', way: 'hall', reason: '须到网点办理' }, { code: 'BH', way: 'hall', reason: '须本人领取' }] };
    case '/api/sensitive':
      return { value: office.show(token, body.type === 'card' ? 'card' : 'id'), seconds: 20 };
    case '/api/account/total':
      return {
        list: office.summary(token).map((sum) => ({ xz: KINDS[sum.kind], state: 1, months: sum.booked, first: month(sum.first), last: month(sum.last), lx: sum.streak, zd: sum.gaps, ye: yuan(sum.saved) })),
        firstDate: '20141103', need: '240', syncTime: time(now())
      };
    case '/api/account/detail': {
      const all = office.months(token, { kind: name(KINDS, query.get('xz')), from: unmonth(query.get('begin')), to: unmonth(query.get('end')) });
      const [offset, rows] = [Number(query.get('offset')), Math.min(Number(query.get('rows')), 50)];
      return {
        total: all.length, syncTime: time(now()),
        rows: all.slice(offset, offset + rows).map((row) => ({
          xz: KINDS[row.kind], ny: month(row.month), zt: STATES[row.state], lx: row.late ? '补缴' : '正常', js: yuan(row.base), gr: money(row.own), dw: yuan(row.firm).toFixed(4), dwmc: row.employer, dzrq: day(row.booked), cs: row.city
        }))
      };
    }
    case '/api/verify/send': {
      const check = body.idNo ? office.beginForEntry(body.idNo) : office.beginForMatter(token, body.way === 'sms' ? 'sms' : 'password');
      return { ticket: check.ticket, way: check.how, mobile: check.how === 'sms' && !body.idNo ? '138****0000' : null, expire: time(check.until), resend: time(check.again), left: check.left };
    }
    case '/api/verify/check': {
      const check = office.prove(token, body.ticket, body.value);
      return { ticket: check.ticket, expire: time(check.until) };
    }
    case '/api/business/precheck': {
      const ask = office.ask(token, MATTERS[body.sx]);
      const law = (one) => (one.law || []).map(([text, article]) => text + '-' + article).join(',');
      const basis = (one) => (one.law || []).map(([text, article]) => ({ law: text, no: article }));
      return {
        sx: body.sx, pass: ask.can ? 1 : 0,
        reasons: ask.reasons.map((one) => ({ code: one.code, law: law(one), basis: basis(one), file: one.file || null })),
        effects: ask.effects.map((one) => ({ code: one.code, basis: basis(one), must: one.tick ? 1 : 0, months: one.months ?? null, month: one.month ? month(one.month) : null, money: one.cents === undefined ? null : money(one.cents) })),
        xz: ask.kinds.map((kind) => KINDS[kind]).join(','), motives: ask.motives, months: ask.months.map(month), ways: ask.how, undo: String(ask.undo), days: ask.days, syncTime: time(now())
      };
    }
    case '/api/business/submit':
      return fileOf(office.file(token, body.requestNo, { matter: MATTERS[body.sx], motive: body.yy, month: unmonth(body.sxny), ticked: body.gx, ticket: body.ticket }));
    case '/api/business/list':
      return office.list(token).map(fileOf);
    case '/api/business/get':
      return fileOf(office.find(token, query.get('sqid')));
    case '/api/business/cancel':
      return fileOf(office.withdraw(token, body.sqid));
    case '/api/log/list':
      return office.log(token).map((look) => ({ t: time(look.at), who: look.who, what: look.what }));
    default:
      return refuse('none');
  }
}

const enveloped = (body) =>
  [200, { ...body, traceId: randomBytes(8).toString('hex') }, { 'Content-Type': 'application/json;charset=UTF-8' }];

serve(
  (request, url, body) => {
    const token = (request.headers.authorization || '').replace('Bearer ', '');
    return enveloped({ status: 0, msg: 'ok', data: answer(url.pathname, url.searchParams, body, token) });
  },
  ({ why, left, until, seconds, file }) =>
    enveloped({ status: CODES[why], msg: '失败', data: null, left, until: until && time(until), seconds, sqid: file })
);
