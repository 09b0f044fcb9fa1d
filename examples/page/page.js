// The app as an element of this page. What cannot be an attribute is a property, set before the element's script runs.
const element = document.querySelector('citizen-center');
element.config = { backend: { kind: 'embedded' }, brand: { name: { en: 'Lakeside Citizen Center' } } };
element.addEventListener('citizencenter', (event) => {
  document.getElementById('heard').textContent = event.detail.event;
});
import('./citizen-center/citizen-center.js');
