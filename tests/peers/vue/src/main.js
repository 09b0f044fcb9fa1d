import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import { createRouter, createWebHashHistory } from 'vue-router';
import App from './App.vue';
import Center from './pages/Center.vue';
import Home from './pages/Home.vue';
import './main.css';

/** Screens behind the first two: each a file of its own, which is fetched once Home is there. */
const LAZY = {
  '/social-security': () => import('./pages/SocialSecurity.vue'),
  '/card': () => import('./pages/Card.vue'),
  '/record': () => import('./pages/Record.vue'),
  '/card/services': () => import('./pages/CardServices.vue'),
  '/card/cancellation': () => import('./pages/Cancellation.vue'),
};

const lazy = Object.entries(LAZY).map(([path, component]) => ({ path, component }));

const router = createRouter({
  history: createWebHashHistory(),
  routes: [{ path: '/', component: Home }, { path: '/center', component: Center }, ...lazy],
  scrollBehavior: (to, from, saved) => saved || { top: 0 },
});

const queries = { queryClientConfig: { defaultOptions: { queries: { staleTime: 60_000, refetchOnWindowFocus: false } } } };

createApp(App).use(router).use(VueQueryPlugin, queries).mount('#app');

window.addEventListener('load', () => requestIdleCallback(() => Object.values(LAZY).forEach((load) => load())));
