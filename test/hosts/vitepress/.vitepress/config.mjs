export default {
  title: 'Slow uploads',
  head: [['script', { async: '', src: 'https://example.org/roundtrip/embed.v1.js' }]],
  // Otherwise Vue takes the element for a component that it does not find.
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'request-roundtrip' } } },
  themeConfig: { sidebar: [{ text: 'Another page', link: '/other' }] },
};
