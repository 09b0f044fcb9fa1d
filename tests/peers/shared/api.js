// The backend's contract (crates/contract/openapi.yaml), as much of it as these screens need.

async function ask(path, options) {
  const answer = await fetch(`/v1${path}`, options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export const cities = () => ask('/cities').then(({ items }) => items);
export const services = (city) => ask(`/services?city=${encodeURIComponent(city)}`).then(({ items }) => items);
export const card = () => ask('/card');
export const cardCode = () => ask('/card/code', { method: 'POST', headers: { 'X-Citizen-Csrf': '1' } });
export const cardServices = () => ask('/card/services');
export const summary = () => ask('/contributions/summary');
export const months = (insurance, year) =>
  ask(`/contributions?insurance=${insurance}&from=${year}-01&to=${year}-12&limit=12`).then(({ items }) => items);
