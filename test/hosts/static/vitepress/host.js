// As VitePress does, which forbids transitions while it switches.
for (const button of document.querySelectorAll('.VPSwitchAppearance'))
  button.addEventListener('click', () => {
    const isDark = document.documentElement.classList.toggle('dark');
    button.setAttribute('aria-checked', String(isDark));
  });
