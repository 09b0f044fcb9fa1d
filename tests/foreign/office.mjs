// The rules behind the three foreign backends: a small office, in memory. It knows nothing of Citizen Center, its
// contract or its code; what it says is put into a shape of its own by each of the files beside this one.
//
// Amounts are whole cents, months are counted (year * 12 + month - 1), times are milliseconds.
// A refusal is thrown as { why, ... }.
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const MINUTE = 60_000;
const DAY = 86_400_000;
const IDLE = 15 * MINUTE;
const LONGEST = 12 * 60 * MINUTE;
const TRIES = 6;
/** How long the locks hold, one after another; the last one is repeated. */
const LOCKS = [30 * MINUTE, 2 * 60 * MINUTE, DAY];
const UNDO = 10 * MINUTE;

export const CITIES = [
  { id: '990100', zh: '甲市', en: 'Jia', province: ['远方省', 'Yuanfang'], spelt: 'jia', main: true, phone: '12333' },
  { id: '990200', zh: '乙市', en: 'Yi', province: ['远方省', 'Yuanfang'], spelt: 'yi', main: false, phone: '12333' }
];

const SERVICES = [
  { id: 'SHBX', how: 'net' },
  { id: 'YBDZPZ', how: 'net' },
  { id: 'GJJTQ', how: 'hall', because: '需核对原件' }
];

const PEOPLE = [
  { no: 'P1', id: '990000198506010034', name: '甲某某', pays: 'self', card: true },
  { no: 'P2', id: '990000199003120041', name: '乙某', pays: 'firm', card: true },
  { no: 'P3', id: '990000197505050152', name: '丙某', pays: 'self', card: false },
  { no: 'P4', id: '99000019820909012X', name: '丁某', pays: 'self', card: true }
];
const PASSWORD = '135790';

export const mask = (text, first, last) => text.slice(0, first) + '*'.repeat(text.length - first - last) + text.slice(text.length - last);

let ahead = 0;
export const now = () => Date.now() + ahead;
export const china = (ms) => new Date(ms + 8 * 60 * MINUTE);
const monthOf = (ms) => china(ms).getUTCFullYear() * 12 + china(ms).getUTCMonth();
const token = () => randomBytes(16).toString('hex');
export const refuse = (why, more) => { throw { why, ...more }; };

export const pad = (number) => String(number).padStart(2, '0');
export const month = (index) => Math.floor(index / 12) + pad((index % 12) + 1);
export const unmonth = (text) => {
  const digits = String(text || '').replace('-', '');
  return digits ? Number(digits.slice(0, 4)) * 12 + Number(digits.slice(4)) - 1 : 0;
};
/** The name of a value in a list of codes. */
export const name = (list, value) => Object.keys(list).find((key) => list[key] === value);

const laneOf = (id, how, forEntry) => [id, how, forEntry].join(' ');

let lastCode = '';
/**
 * Serves what `answer` gives for a request, its address and what was sent, or `refused` for a refusal: a status, a body,
 * and headers. The door for the tests is the process's own input, not the network: `pass SECONDS`, `code`.
 */
export function serve(answer, refused) {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    let made;
    try {
      if (request.headers.origin) refuse('foreign');
      const sent = body ? JSON.parse(body) : {};
      made = answer(request, new URL(request.url, 'http://foreign'), sent);
    } catch (refusal) {
      if (!refusal.why) throw refusal;
      made = refused(refusal);
    }
    const [status, out, headers] = made;
    response.sendDate = false;
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers, Date: new Date(now()).toUTCString() });
    response.end(out ? JSON.stringify(out) : undefined);
  });
  const door = createInterface({ input: process.stdin });
  door.on('line', (line) => {
    const [what, count] = line.split(' ');
    if (what === 'pass') ahead += Number(count) * 1000;
    process.stdout.write((what === 'code' ? lastCode : 'done') + '\n');
  });
  // Whoever started it is gone.
  door.on('close', () => process.exit(0));
  server.listen(0, '127.0.0.1', () => process.stdout.write('http://127.0.0.1:' + server.address().port + '\n'));
}

/** What the office of a city does. */
export function services(city) {
  if (!CITIES.some((one) => one.id === city)) refuse('none');
  return SERVICES;
}

/** The record: two insurances for five years, some months of each not as they should be. */
function record(person) {
  const rows = [];
  const last = monthOf(now());
  for (let n = 0; n < 60; n += 1) {
    for (const kind of ['old-age', 'health']) {
      const month = last - n;
      const state = n === 0 ? 'due' : n === 1 ? 'paid' : n === 30 && kind === 'health' ? 'unheard' : 'booked';
      const base = 431200 + (60 - n) * 137;
      const own = kind === 'old-age' ? Math.round(base * 0.08) : Math.round(base * 0.02);
      const firm = person.pays === 'firm' ? Math.round(base * (kind === 'old-age' ? 0.16 : 0.08)) : 0;
      rows.push({ kind, month, state, late: n === 12, base, own, firm, employer: firm ? '远方制造厂' : '', booked: state === 'booked' ? (month + 1) * 100 + 15 : 0, city: '990100' });
    }
  }
  return rows;
}

export class Office {
  constructor() {
    this.sessions = new Map();
    this.wrong = new Map();
    this.locks = new Map();
    this.checks = new Map();
    this.sent = new Map();
    this.files = [];
    this.keys = new Map();
    this.looks = new Map(PEOPLE.map((person) => [person.no, [{ at: now() - DAY, who: 'staff', what: 'record' }]]));
    this.count = 0;
  }

  look(person, what) {
    this.looks.get(person.no).unshift({ at: now(), who: 'self', what });
  }

  // Wrong answers are counted for a number and a way, and apart for who has come in and who has not.
  left(lane) {
    return TRIES - (this.wrong.get(lane) || 0);
  }

  locked(lane) {
    const { until } = this.locks.get(lane) || { until: 0 };
    if (until > now()) refuse('locked', { until, left: 0 });
  }

  /** Counts a wrong answer, whether anybody has that number or not. */
  miss(lane) {
    this.wrong.set(lane, (this.wrong.get(lane) || 0) + 1);
    if (this.left(lane) > 0) refuse('wrong', { left: this.left(lane) });
    this.wrong.delete(lane);
    const { count } = this.locks.get(lane) || { count: 0 };
    this.locks.set(lane, { count: count + 1, until: now() + LOCKS[Math.min(count, LOCKS.length - 1)] });
    this.locked(lane);
  }

  hit(lane) {
    this.wrong.delete(lane);
    this.locks.delete(lane);
  }

  enter(person, before, how) {
    this.sessions.delete(before);
    const key = token();
    this.sessions.set(key, { person, how, began: now(), last: now() });
    return key;
  }

  login(id, password, before) {
    const lane = laneOf(id, 'password', true);
    this.locked(laneOf(id, 'password', false));
    this.locked(lane);
    const person = PEOPLE.find((one) => one.id === id);
    if (!person || password !== PASSWORD) this.miss(lane);
    this.hit(lane);
    return this.enter(person, before, 'password');
  }

  loginByCode(ticket, code, before) {
    const check = this.checks.get(ticket);
    if (!check || check.until < now() || !check.forEntry || check.state !== 'open') refuse('stale');
    this.locked(check.lane);
    if (code !== check.right) this.miss(check.lane);
    this.hit(check.lane);
    check.state = 'used';
    return this.enter(check.person, before, 'sms');
  }

  leave(key) {
    this.sessions.delete(key);
  }

  session(key) {
    const session = this.sessions.get(key);
    if (!session || now() - session.last > IDLE || now() > session.began + LONGEST) {
      this.sessions.delete(key);
      refuse('nobody');
    }
    session.last = now();
    return { ...session, ends: session.began + LONGEST, idle: IDLE / 1000 };
  }

  who(key) {
    return this.session(key).person;
  }

  card(key) {
    const person = this.who(key);
    if (!person.card) refuse('none');
    this.look(person, 'card');
    return { person, number: '6217990000' + person.id.slice(6, 10) + '0' + person.no.slice(1), issued: [2021, 4, 12], since: now() - 900 * DAY };
  }

  cardCode(key) {
    this.card(key);
    return { text: 'OFF:' + token(), at: now(), until: now() + MINUTE };
  }

  show(key, what) {
    const person = this.who(key);
    const card = what === 'card' ? this.card(key).number : '';
    this.look(person, what === 'card' ? 'card-number' : 'id-number');
    return what === 'card' ? card : person.id;
  }

  log(key) {
    return this.looks.get(this.who(key).no);
  }

  summary(key) {
    const person = this.who(key);
    const rows = record(person);
    return ['old-age', 'health'].map((kind) => {
      const months = rows.filter((row) => row.kind === kind);
      const booked = months.filter((row) => row.state === 'booked');
      const saved = booked.reduce((sum, row) => sum + row.own, 0);
      return { kind, booked: booked.length, first: months[months.length - 1].month, last: months[0].month, streak: kind === 'health' ? 28 : booked.length, gaps: kind === 'health' ? 1 : 0, saved };
    });
  }

  months(key, { kind, from, to }) {
    const person = this.who(key);
    this.look(person, 'record');
    return record(person).filter((row) => (!kind || row.kind === kind) && (!from || row.month >= from) && (!to || row.month <= to));
  }

  begin(person, id, how, forEntry) {
    const lane = laneOf(id, how, forEntry);
    this.locked(lane);
    const again = this.sent.get(id) || 0;
    if (how === 'sms' && again > now()) refuse('slower', { seconds: Math.ceil((again - now()) / 1000) });
    for (const check of this.checks.values()) {
      if (check.id === id && check.forEntry === forEntry && check.state === 'open') check.state = 'void';
    }
    const right = how === 'sms' ? String(100000 + (randomBytes(4).readUInt32BE() % 900000)) : PASSWORD;
    if (how === 'sms') {
      this.sent.set(id, now() + MINUTE);
      lastCode = right;
    }
    const check = { ticket: 'V/' + token().slice(0, 12) + ' ü', id, person, how, forEntry, lane, right, state: 'open', until: now() + 5 * MINUTE };
    this.checks.set(check.ticket, check);
    return { ...check, again: how === 'sms' ? now() + MINUTE : now(), left: this.left(lane) };
  }

  beginForEntry(id) {
    return this.begin(PEOPLE.find((one) => one.id === id), id, 'sms', true);
  }

  beginForMatter(key, how) {
    const session = this.session(key);
    if (session.how === how) refuse('same');
    return this.begin(session.person, session.person.id, how, false);
  }

  prove(key, ticket, answer) {
    const person = this.who(key);
    const check = this.checks.get(ticket);
    if (!check || check.person !== person || check.state === 'void' || check.until < now()) refuse('stale');
    this.locked(check.lane);
    if (answer !== check.right) this.miss(check.lane);
    if (check.state === 'open') {
      this.hit(check.lane);
      check.state = 'good';
      check.until = now() + 10 * MINUTE;
    }
    return check;
  }

  open(person, matter) {
    return this.files.find((file) => file.person === person && file.matter === matter && file.open);
  }

  ask(key, matter) {
    const { person, how: came } = this.session(key);
    const sums = this.summary(key);
    const open = this.open(person, matter);
    const reasons = [];
    if (open) reasons.push({ code: 'open', file: open.id });
    if (matter === 'stop' && person.pays === 'firm') reasons.push({ code: 'firm', law: [['SIL', 58], ['SIL', 60]] });
    if (matter === 'resume') reasons.push({ code: 'running', law: [['LOCAL', 0]] });
    if (['cancel', 'unlink', 'lost'].includes(matter)) reasons.push({ code: 'hall', law: [['LOCAL', 0]] });
    const can = reasons.length === 0;
    const first = monthOf(now());
    const effects = [
      { code: 'kept', law: [['SIL', 14]], tick: false, cents: sums[0].saved },
      { code: 'months', law: [['SIL', 16], ['SIL', 19]], tick: false, months: sums[0].booked },
      { code: 'health-ends', law: [['SIL', 23], ['LOCAL', 0]], tick: true, month: first + 1 }
    ];
    return { matter, can, reasons, effects: can ? effects : [], kinds: can ? ['old-age', 'health'] : [], motives: can ? ['moved', 'hard', 'other'] : [], months: can ? [first + 1, first + 2, first + 3] : [], how: can ? ['password', 'sms'].filter((how) => how !== came) : [], undo: UNDO / 1000, days: 10 };
  }

  /** Once for a key, whatever comes of it that was decided. */
  file(key, name, wish) {
    const person = this.who(key);
    const same = JSON.stringify(Object.entries(wish).sort());
    const kept = this.keys.get(person.no + ' ' + name);
    if (kept) {
      if (kept.same !== same) refuse('reused');
      if (kept.refusal) throw kept.refusal;
      return kept.file;
    }
    const ask = this.ask(key, wish.matter);
    if (!ask.can) {
      const open = this.open(person, wish.matter);
      const refusal = open ? { why: 'open', file: open.id } : { why: 'not-allowed' };
      this.keys.set(person.no + ' ' + name, { same, refusal });
      throw refusal;
    }
    if (ask.effects.some((effect) => effect.tick && !(wish.ticked || []).includes(effect.code))) refuse('unticked');
    if (!ask.months.includes(wish.month)) refuse('month');
    const check = this.checks.get(wish.ticket);
    if (!check || check.person !== person || check.state === 'void' || check.until < now()) refuse('stale');
    if (check.state !== 'good' || check.how === this.session(key).how) refuse('unproved');
    check.state = 'used';
    this.count += 1;
    const at = now();
    // Whatever needs to be encoded in an address.
    const id = 'F' + token().slice(0, 10) + '/甲 100%?#';
    const file = { id, number: 'JS' + String(at) + String(this.count).padStart(4, '0'), person, matter: wish.matter, motive: wish.motive, month: wish.month, kinds: ask.kinds, at, undo: at + UNDO, open: true, due: at + 14 * DAY, steps: [{ state: 'filed', at, who: 'self' }] };
    file.sum = createHash('sha256').update(file.number + person.id).digest('hex').slice(0, 16);
    this.files.unshift(file);
    this.keys.set(person.no + ' ' + name, { same, file: structuredClone(file) });
    this.look(person, 'file');
    return file;
  }

  /** As it is now: what could be undone lies with the office afterwards. */
  settle(file) {
    if (file.open && file.steps.length === 1 && now() > file.undo) file.steps.push({ state: 'taken', at: file.undo, who: 'machine' });
    return file;
  }

  list(key) {
    const person = this.who(key);
    return this.files.filter((file) => file.person === person).map((file) => this.settle(file));
  }

  find(key, id) {
    return this.list(key).find((file) => file.id === id) || refuse('none');
  }

  withdraw(key, id) {
    const file = this.find(key, id);
    if (file.open) {
      file.open = false;
      file.steps.push({ state: 'withdrawn', at: now(), who: 'self' });
    }
    return file;
  }
}
