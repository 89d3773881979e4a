// In the list of customers: an eye left of each name, and a tab of those whom one watches.

const EYE = 'M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10 15.5 15.5 10 15.5 1.5 10 1.5 10Z M10 12.6A2.6 2.6 0 1 0 10 7.4 2.6 2.6 0 0 0 10 12.6Z';

export function activate(host) {
  if (host.permissions.may('watchlist:write')) {
    const name = define(host);
    host.addColumnCell({
      id: 'watchlist.eye',
      title: host.t('watchlist.watch'),
      attribute: 'watchlist.watched',
      leading: true,
      cell: (watched, row) => cell(name, watched, row),
    });
  }
  host.addListTab({ id: 'watchlist', title: host.t('watchlist.tab'), filter: 'watchlist.watched eq true' });
}

const MOST_KEPT = 500;
const eyes = new Map();

/** The same element for a customer whenever the list is loaded again, so that a key can be pressed twice. */
function cell(name, watched, row) {
  const eye = eyes.get(row.id) ?? document.createElement(name);
  if (eyes.size > MOST_KEPT) {
    eyes.clear();
  }
  eyes.set(row.id, eye);
  if (eye.row !== row) {
    eye.row = row;
    eye.watched = watched === true;
  }
  return eye;
}

/** A name that no other version of this module has defined. */
function define(host) {
  const name = `watchlist-eye-${Math.random().toString(36).slice(2, 8)}`;
  customElements.define(name, eye(host));
  return name;
}

const eye = (host) =>
  class extends host.LitElement {
    static properties = { row: { attribute: false }, watched: { attribute: false }, busy: { state: true } };

    createRenderRoot() {
      return this;
    }

    render() {
      const customer = this.row.name ?? this.row.reference;
      const label = host.t(this.watched ? 'watchlist.unwatch-one' : 'watchlist.watch-one', { customer });
      return host.html`<button type="button" class="button icon quiet eye" aria-pressed=${this.watched} aria-label=${label} title=${label}
        @click=${() => this.toggle()}>
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6"><path d=${EYE}
          fill=${this.watched ? 'currentColor' : 'none'} fill-rule="evenodd"/></svg></button>`;
    }

    async toggle() {
      if (this.busy) {
        return;
      }
      this.busy = true;
      const customer = this.row.name ?? this.row.reference;
      const path = `watchlist/${this.row.id}`;
      const watched = !this.watched;
      this.watched = watched;
      try {
        const before = watched ? {} : await entry(host, path);
        await change(host, path, watched ? {} : null);
        host.toast(host.t(watched ? 'watchlist.watched' : 'watchlist.unwatched', { customer }), {
          undo: () => this.undo(path, watched ? null : before),
        });
        host.refresh();
      } catch (error) {
        this.watched = !watched;
        host.toast(error.message, { kind: 'error' });
      }
      this.busy = false;
    }

    async undo(path, before) {
      try {
        await change(host, path, before);
        this.watched = before !== null;
        host.refresh();
      } catch (error) {
        host.toast(error.message, { kind: 'error' });
      }
    }
  };

/** Why and until when somebody is watched, to put it back. */
async function entry(host, path) {
  const answer = await host.fetch(path);
  if (!answer.ok) {
    return {};
  }
  const { reason, remindOn, alerts } = await answer.json();
  return { reason, remindOn, alerts };
}

async function change(host, path, note) {
  const answer = await host.fetch(path, note ? { method: 'PUT', body: JSON.stringify(note) } : { method: 'DELETE' });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Error(problem.detail ?? problem.title ?? host.t('watchlist.failed'));
  }
}
