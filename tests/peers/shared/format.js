// Money, dates and sums, as both show them.

const MONEY = new Intl.NumberFormat('en', { style: 'currency', currency: 'CNY' });
const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const MONTH = new Intl.DateTimeFormat('en', { year: 'numeric', month: 'short' });

export const money = (fen) => MONEY.format(fen / 100);
export const date = (text) => DATE.format(new Date(text));
export const month = (text) => MONTH.format(new Date(`${text}-01T00:00:00`));
export const duration = (months) => `${Math.floor(months / 12)} years ${months % 12} months`;

/** What a year's months come to. */
export function total(items) {
  const posted = items.filter(({ state }) => state === 'posted');
  const sum = (name) => items.reduce((all, item) => all + item[name], 0);
  return { posted: posted.length, personal: sum('personal_fen'), employer: sum('employer_fen') };
}

/** The seconds that are left until a moment. */
export const left = (moment) => Math.max(0, Math.round((Date.parse(moment) - Date.now()) / 1000));
