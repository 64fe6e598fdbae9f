import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  integrations: [
    starlight({
      title: 'Slow uploads',
      pagefind: false,
      head: [
        { tag: 'script', attrs: { src: 'https://example.org/roundtrip/embed.v1.js', async: true } },
      ],
    }),
  ],
});
