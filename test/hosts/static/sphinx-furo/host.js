// As Furo does: auto, light and dark in turn where the system is light.
const next = { auto: 'light', light: 'dark', dark: 'auto' };
document.documentElement.classList.remove('no-js');
document.body.dataset.theme = localStorage.getItem('theme') || 'auto';
for (const button of document.querySelectorAll('.theme-toggle'))
  button.addEventListener('click', () => {
    const theme = next[document.body.dataset.theme] || 'auto';
    document.body.dataset.theme = theme;
    localStorage.setItem('theme', theme);
  });
