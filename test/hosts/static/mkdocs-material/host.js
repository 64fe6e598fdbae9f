// As Material does: the label of what is chosen is hidden, the scheme stands on body.
const inputs = [...document.querySelectorAll('input[name="__palette"]')];
inputs.forEach((input, chosen) => {
  input.addEventListener('change', () => {
    document.body.dataset.mdColorScheme = chosen === 0 ? 'default' : 'slate';
    for (const label of document.querySelectorAll('label[for^="__palette"]'))
      label.hidden = label.htmlFor === input.id;
  });
});
