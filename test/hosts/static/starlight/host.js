// As Starlight does: auto is worked out, the answer stands on html.
const select = document.querySelector('starlight-theme-select select');
const systemTheme = () => (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark');
document.documentElement.dataset.theme = systemTheme();
select.addEventListener('change', () => {
  document.documentElement.dataset.theme = select.value === 'auto' ? systemTheme() : select.value;
});
