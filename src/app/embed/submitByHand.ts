/**
 * Lets forms answer in a frame whose sandbox lacks `allow-forms`: there the browser drops a submission before anybody hears of it. Nothing of ours is ever sent, so
 * the event is all that is needed. Enter in a field presses the form's button, and so comes here too.
 */
export function submitByHand(): void {
  document.addEventListener('click', (event) => {
    const { target } = event;
    const button = target instanceof Element ? target.closest('button') : null;
    if (event.defaultPrevented || button?.type !== 'submit' || !button.form || button.disabled)
      return;
    event.preventDefault();
    if (!button.form.noValidate && !button.form.reportValidity()) return;
    const submit = new SubmitEvent('submit', {
      bubbles: true,
      cancelable: true,
      submitter: button,
    });
    button.form.dispatchEvent(submit);
  });
}
