import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { createHashRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { Frame } from './Frame.jsx';
import Center from './pages/Center.jsx';
import Home from './pages/Home.jsx';
import './main.css';

/** Screens behind the first two: each a file of its own, which is fetched once Home is there. */
const LAZY = {
  'social-security': () => import('./pages/SocialSecurity.jsx'),
  card: () => import('./pages/Card.jsx'),
  record: () => import('./pages/Record.jsx'),
  'card/services': () => import('./pages/CardServices.jsx'),
  'card/cancellation': () => import('./pages/Cancellation.jsx'),
};

const lazy = Object.entries(LAZY).map(([path, load]) => ({
  path,
  lazy: () => load().then((page) => ({ Component: page.default })),
}));

const router = createHashRouter([
  { element: <Frame />, children: [{ index: true, element: <Home /> }, { path: 'center', element: <Center /> }, ...lazy] },
]);

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, refetchOnWindowFocus: false } } });

createRoot(document.getElementById('root')).render(
  <QueryClientProvider client={queries}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
);

window.addEventListener('load', () => requestIdleCallback(() => Object.values(LAZY).forEach((load) => load())));
