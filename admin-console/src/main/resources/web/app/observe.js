/**
 * Renders an element again whenever something tells `change`: `observe(this, session)` in its constructor.
 *
 * @param {import('../lit/index.js').ReactiveControllerHost} host
 * @param {EventTarget} target
 */
export function observe(host, target) {
  const changed = () => host.requestUpdate();
  host.addController({
    hostConnected: () => target.addEventListener('change', changed),
    hostDisconnected: () => target.removeEventListener('change', changed),
  });
}

/** Tells `change` to who observes it. */
export class Observable extends EventTarget {
  changed() {
    this.dispatchEvent(new Event('change'));
  }
}
