// As Docusaurus does: system, light and dark in turn.
const { dataset } = document.documentElement;
const next = { system: 'light', light: 'dark', dark: 'system' };
for (const button of document.querySelectorAll('[class*="toggleButton"]'))
  button.addEventListener('click', () => {
    const choice = next[dataset.themeChoice];
    const isDark =
      choice === 'dark' ||
      (choice === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
    dataset.themeChoice = choice;
    dataset.theme = isDark ? 'dark' : 'light';
  });
