// A backend in the style of China's social-insurance systems: coded fields (aac002, aae003, aae180, ...), POST for
// everything, { flag, errcode, errmsg, result }, numbers for months and times, page numbers, names and ID numbers in full.
import { CITIES, Office, china, month as digits, name, now, pad, refuse, serve, services, unmonth } from './office.mjs';

const office = new Office();

const yuan = (cents) => (cents / 100).toFixed(2);
const month = (index) => Number(digits(index));
const time = (ms) => Number(china(ms).toISOString().slice(0, 19).replace(/[-T:]/g, ''));
const day = (booked) => (booked ? Number(String(month(Math.floor(booked / 100))) + pad(booked % 100)) : null);

const AAE140 = { 110: 'old-age', 310: 'health' };
const AAE140_OF = { 'old-age': '110', health: '310' };
const AZA001 = { '01': 'stop', '02': 'cancel', '03': 'unlink', '04': 'lost', '05': 'resume' };
const AAE114 = { due: '0', booked: '1', paid: '2', unheard: '9' };
const AZA010 = { filed: '10', taken: '20', withdrawn: '90' };
const WHO = { self: '1', staff: '2', machine: '3' };
const CODES = {
  nobody: 'E0001', wrong: 'E0102', locked: 'E0103', none: 'E0404', slower: 'E0105', stale: 'E0106', unproved: 'E0107', reused: 'E0201',
  open: 'E0202', 'not-allowed': 'E0203', unticked: 'E0204', same: 'E0206', month: 'E0205', foreign: 'E0000'
};

const fileOf = (file) => ({
  aaz010: file.id, aze011: file.number, aza001: name(AZA001, file.matter), aza010: AZA010[file.steps[file.steps.length - 1].state],
  aae140: file.kinds.map((kind) => AAE140_OF[kind]), aae160: file.motive, aae041: month(file.month), aab301: '990100', aae036: time(file.at),
  aae037: file.open ? time(file.undo) : null, aze012: file.open ? '1' : '0', aze013: file.open ? { aae011: '2', aae038: time(file.due) } : null,
  rows: file.steps.map((step) => ({ aza010: AZA010[step.state], aae036: time(step.at), aae011: WHO[step.who] })), aze014: file.sum
});

const sessionOf = ({ person, began, ends, idle }) => ({
  aac001: person.no, aac003: person.name, aac002: person.id, aab301: '990100', aac066: person.pays === 'self' ? '201' : '101', aae030: time(began), aae031: time(ends), aze001: String(idle)
});

function answer(service, input, token) {
  switch (service) {
    case 'S001': {
      const key = input.aze020 ? office.loginByCode(input.aze020, input.aze021, token) : office.login(input.aac002, input.aze021, token);
      return { token: key, ...sessionOf(office.session(key)) };
    }
    case 'S002':
      return sessionOf(office.session(token));
    case 'S003':
      office.session(token);
      office.leave(token);
      return {};
    case 'A001':
      return { rows: CITIES.map((city) => ({ aab301: city.id, aaa021: city.zh, aaa022: city.province[0], aaa023: city.spelt.toUpperCase(), aaa024: city.spelt, aaa025: city.main ? '1' : '0', aae005: city.phone })) };
    case 'A002':
      return { rows: services(input.aab301).map((one) => ({ aza100: one.id, aza101: one.how === 'net' ? '1' : '2', aae013: one.because || null })) };
    case 'C001': {
      const { person, number, issued, since } = office.card(token);
      return { aac003: person.name, aac002: person.id, aaz500: number, aab301: '甲市', aae008: '101', aaz503: Number(issued[0] + pad(issued[1]) + pad(issued[2])), aaz504: null, aaz505: 3, aaz502: '1', aae036: time(since), aze030: '1', aze031: '1', aae035: time(now()) };
    }
    case 'C002': {
      const code = office.cardCode(token);
      return { aze032: code.text, aae036: time(code.at), aae038: time(code.until) };
    }
    case 'C003':
      office.card(token);
      return { aaz502: '1', rows: [{ aza100: 'GS', aza101: '1', aae013: null }, { aza100: 'ZX', aza101: '2', aae013: '须到网点办理' }, { aza100: 'BH', aza101: '2', aae013: '须本人领取' }] };
    case 'C004':
      return { aze040: office.show(token, input.aze041 === '2' ? 'card' : 'id') };
    case 'R001':
      return {
        aac049: 20141103, aze050: 240, aae035: time(now()),
        rows: office.summary(token).map((sum) => ({ aae140: AAE140_OF[sum.kind], aac008: '1', aae201: sum.booked, aae041: month(sum.first), aae042: month(sum.last), aae202: sum.streak, aae203: sum.gaps, aae240: yuan(sum.saved) }))
      };
    case 'R002': {
      const all = office.months(token, { kind: AAE140[input.aae140], from: unmonth(input.aae041), to: unmonth(input.aae042) });
      const { pageNo, pageSize } = input;
      return {
        total: String(all.length), pageNo, pageSize, aae035: time(now()),
        rows: all.slice((pageNo - 1) * pageSize, pageNo * pageSize).map((row) => ({
          aae140: AAE140_OF[row.kind], aae003: month(row.month), aae114: AAE114[row.state], aaa115: row.late ? '21' : '10', aae180: yuan(row.base), aae022: yuan(row.own), aae020: yuan(row.firm), aab004: row.employer || null, aae079: day(row.booked), aab301: row.city
        }))
      };
    }
    case 'V001': {
      const check = input.aac002 ? office.beginForEntry(input.aac002) : office.beginForMatter(token, input.aze022 === '1' ? 'password' : 'sms');
      return { aze020: check.ticket, aze022: check.how === 'sms' ? '2' : '1', aae005: check.how === 'sms' && !input.aac002 ? '13800000000' : null, aae038: time(check.until), aae039: time(check.again), aze023: check.left };
    }
    case 'V002': {
      const check = office.prove(token, input.aze020, input.aze021);
      return { aze020: check.ticket, aae038: time(check.until) };
    }
    case 'B001': {
      const ask = office.ask(token, AZA001[input.aza001]);
      const law = (one) => (one.law || []).map(([text, article]) => ({ aze060: text, aze061: article }));
      return {
        aza001: input.aza001, aze051: ask.can ? '1' : '0', aae140: ask.kinds.map((kind) => AAE140_OF[kind]).join('|'), aae160: ask.motives.join('|'), aae041: ask.months.map(month), aze022: ask.how.map((how) => (how === 'sms' ? '2' : '1')).join('|'), aze052: ask.undo, aze053: ask.days, aae035: time(now()),
        aze054: ask.reasons.map((one) => ({ aze055: one.code, aze056: law(one), aaz010: one.file || null })),
        aze057: ask.effects.map((one) => ({ aze055: one.code, aze056: law(one), aze058: one.tick ? '1' : '0', aae201: one.months || null, aae003: one.month ? month(one.month) : null, aae240: one.cents ? yuan(one.cents) : null }))
      };
    }
    case 'B002':
      return fileOf(office.file(token, input.aze010, { matter: AZA001[input.aza001], motive: input.aae160, month: unmonth(input.aae041), ticked: input.aze055, ticket: input.aze020 }));
    case 'B003':
      return { rows: office.list(token).map(fileOf) };
    case 'B004':
      return fileOf(office.find(token, input.aaz010));
    case 'B005':
      return fileOf(office.withdraw(token, input.aaz010));
    case 'L001':
      return { rows: office.log(token).map((look) => ({ aae036: time(look.at), aae011: WHO[look.who], aze070: look.what })) };
    default:
      return refuse('none');
  }
}

serve(
  (request, url, sent) => {
    if (request.method !== 'POST') refuse('foreign');
    const result = answer(url.pathname.replace('/ssc/', ''), sent, request.headers['x-access-token']);
    return [200, { flag: '1', errcode: '', errmsg: '', result }];
  },
  ({ why, left, until, seconds, file }) => {
    const result = { aze023: left ?? null, aae038: until ? time(until) : null, seconds: seconds ?? null, aaz010: file ?? null };
    return [200, { flag: '0', errcode: CODES[why], errmsg: '处理失败', result }];
  }
);
