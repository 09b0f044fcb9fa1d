// Keeps what is scrolled to clear of the bar at the top where there is no `scroll-margin` (iOS before 14.5). There
// `scroll-padding` holds for snapping only.

import { supports } from './policy.mjs';

if (!supports('scroll-margin-top', 0)) {
  const { scrollIntoView } = Element.prototype;
  Element.prototype.scrollIntoView = function () {
    scrollIntoView.call(this);
    scrollBy(0, -112);
  };
}
