// What the screens ask for.

import { useQuery } from '@tanstack/react-query';
import * as api from '../../shared/api.js';

const HOUR = 3_600_000;

/** The first city, which nobody has changed yet, and its services. */
export function useCity() {
  const cities = useQuery({ queryKey: ['cities'], queryFn: api.cities, staleTime: HOUR });
  const city = cities.data?.[0];
  const services = useQuery({
    queryKey: ['services', city?.id],
    queryFn: () => api.services(city.id),
    enabled: Boolean(city),
    staleTime: HOUR,
  });
  return { city, services };
}

export const useCard = () => useQuery({ queryKey: ['card'], queryFn: api.card });
export const useCardCode = () => useQuery({ queryKey: ['card', 'code'], queryFn: api.cardCode, staleTime: 0, gcTime: 0 });
export const useCardServices = () => useQuery({ queryKey: ['card', 'services'], queryFn: api.cardServices });
export const useSummary = () => useQuery({ queryKey: ['summary'], queryFn: api.summary });
export const useMonths = (insurance, year) =>
  useQuery({
    queryKey: ['months', insurance, year],
    queryFn: () => api.months(insurance, year),
    enabled: Boolean(insurance),
  });
