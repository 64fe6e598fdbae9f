/** @type {import('@docusaurus/types').Config} */
export default {
  title: 'Slow uploads',
  url: 'https://docs.example.org',
  baseUrl: '/',
  onBrokenLinks: 'warn',
  scripts: [{ src: 'https://example.org/roundtrip/embed.v1.js', async: true }],
  presets: [['classic', { docs: { routeBasePath: '/', sidebarPath: undefined }, blog: false }]],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: { title: 'Slow uploads' },
  },
};
