import { createRef } from 'react';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { RequestRoundtrip, type RoundtripElement } from '../../src/package/react.ts';

const step = (number: number) =>
  new CustomEvent('roundtrip:step', {
    bubbles: true,
    detail: { roundtrip: 1, type: 'step', step: number, of: 15, id: 'x', kind: 'read' },
  });
const frameOf = (element: RoundtripElement | null) =>
  element?.shadowRoot?.querySelector('iframe') as HTMLIFrameElement;

test('props become the address of a sandboxed frame, and its messages callbacks', async () => {
  const ref = createRef<RoundtripElement>();
  const heard: string[] = [];
  const lesson = (name: string) => (
    <RequestRoundtrip
      ref={ref}
      site="/somewhere"
      lesson="slow-clients"
      step={2}
      theme="dark"
      hide={['title', 'link']}
      table={false}
      onStep={({ step }) => heard.push(`${name}: ${step}`)}
    >
      <p>What is shown on paper</p>
    </RequestRoundtrip>
  );
  const { rerender, unmount } = await render(lesson('first'));
  const element = ref.current as RoundtripElement;
  const address = new URL(frameOf(element).src);
  expect(address.pathname).toBe('/somewhere/embed/slow-clients/');
  expect(Object.fromEntries(address.searchParams)).toEqual({
    step: '2',
    theme: 'dark',
    hide: 'title,link',
    table: 'no',
  });
  expect(frameOf(element).sandbox.contains('allow-same-origin')).toBe(false);
  expect(element.goto).toBeTypeOf('function');

  element.dispatchEvent(step(3));
  // Of a lesson that stands in this one's fallback.
  element.querySelector('p')?.dispatchEvent(step(9));
  await rerender(lesson('second'));
  expect(ref.current).toBe(element);
  element.dispatchEvent(step(4));
  await unmount();
  element.dispatchEvent(step(5));
  expect(heard).toEqual(['first: 3', 'second: 4']);
});

test('another lesson comes in a frame of its own, which is no entry in the history', async () => {
  const ref = createRef<RoundtripElement>();
  const { rerender } = await render(<RequestRoundtrip ref={ref} site="/x/" lesson="one" />);
  const first = frameOf(ref.current);
  await rerender(<RequestRoundtrip ref={ref} site="/x/" lesson="two" />);
  expect(frameOf(ref.current)).not.toBe(first);
  expect(frameOf(ref.current).src).toContain('/x/embed/two/');
  expect(ref.current?.shadowRoot?.querySelectorAll('iframe')).toHaveLength(1);
});
