import { attributeLabel } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing, repeat } from '../../app/lit.js';
import { ClienteleElement, uniqueId } from '../element.js';
import { optionsOf, attributeOf } from './describe.js';
import { choiceOf, choicesFor, valueFor } from './operators.js';
import { condition, format, group, parse } from './tree.js';
import { valueInput } from './value.js';

const DEEPEST = 4;
const JOINS = { all: ['and', false], any: ['or', false], none: ['or', true], 'not-all': ['and', true] };

/**
 * An editor of filters: `<c-filter .schema=${schema.attributes} .value=${filter} @change=${(event) => event.detail.filter}></c-filter>`.
 *
 * `schema` has the attributes as `/schema/customers` lists them, `value` the text of the API; fires `change` with the new text whenever what is complete
 * of it changes. `choices` may name values to choose from by attribute, `{ segments: [{ value, label }] }`; `currency` is that of amounts.
 * Screens that use it load the texts `filter` and `attribute`. A text that cannot be read is shown with what is wrong, and kept.
 */
class FilterEditor extends ClienteleElement {
  static properties = {
    schema: { attribute: false },
    value: { attribute: false },
    choices: { attribute: false },
    currency: {},
    broken: { state: true },
  };

  schema = [];
  value = '';
  choices = {};
  currency = 'EUR';
  #root = group();
  #told = '';
  #ids = new WeakMap();

  willUpdate(changed) {
    if (changed.has('value') && (this.value ?? '') !== this.#told) {
      this.#told = this.value ?? '';
      try {
        this.#root = parse(this.#told);
        this.broken = undefined;
      } catch (error) {
        this.broken = error.message;
      }
    }
  }

  /** Begins a condition, and puts the cursor there. */
  add() {
    this.#add(this.#root, this.schema);
  }

  render() {
    if (this.broken) {
      return html`<p class="problem" role="alert">${t('filter.broken', { reason: this.broken })}</p>`;
    }
    return html`<div class="filter" @change=${(event) => event.stopPropagation()}>${this.#group(this.#root, null, this.schema, 1)}</div>`;
  }

  #group(node, parent, attributes, depth) {
    const complex = node.path ? attributeOf(node.path, this.schema) : undefined;
    const inner = node.path ? (complex?.parts ?? []) : attributes;
    const join = Object.keys(JOINS).find((name) => JOINS[name][0] === node.join && JOINS[name][1] === node.not);
    const title = node.path ? (complex ? attributeLabel(complex) : node.path) : t(parent ? 'filter.group' : 'filter.title');
    const joins = node.items.length > 1 || join === 'none' || join === 'not-all';
    const rejoin = (event) => {
      [node.join, node.not] = JOINS[event.target.value];
      this.#changed();
    };
    return html`<fieldset class="filter-group">
      <legend class=${parent ? '' : 'visually-hidden'}>${title}</legend>
      <div class="filter-join" ?hidden=${!joins}>
        <select aria-label=${t('filter.join')} @change=${rejoin}>
          ${Object.keys(JOINS).map((name) => html`<option value=${name} .selected=${name === join}>${t(`filter.join-${name}`)}</option>`)}
        </select>
      </div>
      ${repeat(node.items, (each) => this.#id(each), (each) =>
        each.kind === 'group' ? this.#group(each, node, inner, depth + 1) : this.#condition(each, node, inner),
      )}
      <div class="filter-add">
        <button type="button" class="button quiet" @click=${() => this.#add(node, inner)}>${t('filter.add')}</button>
        ${depth < DEEPEST && !node.path
          ? html`<button type="button" class="button quiet" @click=${() => this.#addGroup(node)}>${t('filter.add-group')}</button>`
          : nothing}
        ${parent ? this.#remover(node, parent, title) : nothing}
      </div>
    </fieldset>`;
  }

  #condition(node, parent, attributes) {
    const attribute = attributeOf(node.attribute, attributes);
    const options = attribute && optionsOf(attribute, this.choices);
    const choices = attribute ? choicesFor(attribute, Boolean(options)) : [];
    const choice = attribute && choiceOf(node, choices);
    const offered = choice && !choices.includes(choice) ? [...choices, choice] : choices;
    const label = attribute ? attributeLabel(attribute) : node.attribute;
    return html`<div class="filter-row" id=${this.#id(node)}>
      <select aria-label=${t('filter.attribute')} @change=${(event) => this.#choose(node, parent, event.target.value, attributes)}>
        ${node.attribute ? nothing : html`<option value="" .selected=${true}>${t('filter.choose')}</option>`}
        ${node.attribute && !attribute ? html`<option .selected=${true}>${node.attribute}</option>` : nothing}
        ${this.#attributes(attributes, node.attribute)}
      </select>
      ${attribute
        ? html`<select aria-label=${t('filter.comparison', { attribute: label })}
              @change=${(event) => this.#compare(node, attribute, offered[event.target.selectedIndex])}>
              ${offered.map((each) => html`<option .selected=${each === choice}>${t(`filter.is.${each.name}`)}</option>`)}
            </select>
            ${valueInput({ choice, value: node.value, options, label: t('filter.value', { attribute: label }), currency: this.currency,
              numeric: attribute.type, change: (value) => this.#setValue(node, value) })}`
        : nothing}
      ${this.#remover(node, parent, label || t('filter.condition'))}
    </div>`;
  }

  #attributes(attributes, chosen) {
    const usable = attributes.filter((each) => each.filterable);
    return [...new Set(usable.map((each) => each.group ?? ''))].map((name) => {
      const options = usable
        .filter((each) => (each.group ?? '') === name)
        .map((each) => html`<option value=${each.name} .selected=${each.name === chosen}>${attributeLabel(each)}</option>`);
      return name && usable.length > 20 ? html`<optgroup label=${code('filter.group', name)}>${options}</optgroup>` : options;
    });
  }

  #remover(node, parent, what) {
    return html`<button type="button" class="button icon quiet" aria-label=${t('app.remove', { what })}
      @click=${() => this.#remove(node, parent)}><span aria-hidden="true">×</span></button>`;
  }

  #id(node) {
    if (!this.#ids.has(node)) {
      this.#ids.set(node, uniqueId('filter'));
    }
    return this.#ids.get(node);
  }

  async #add(node) {
    const one = condition();
    node.items.push(one);
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector(`#${this.#id(one)} select`)?.focus();
  }

  #addGroup(node) {
    const one = group(node.join === 'and' ? 'or' : 'and');
    node.items.push(one);
    this.#add(one);
  }

  #remove(node, parent) {
    parent.items.splice(parent.items.indexOf(node), 1);
    this.#changed();
    this.querySelector('.filter-add button')?.focus();
  }

  #choose(node, parent, name, attributes) {
    const attribute = attributeOf(name, attributes);
    if (attribute.type === 'complex') {
      parent.items.splice(parent.items.indexOf(node), 1, group('and', [condition()], { path: name }));
    } else {
      const [first] = choicesFor(attribute, Boolean(optionsOf(attribute, this.choices)));
      Object.assign(node, { attribute: name, operator: first.operator, value: valueFor(first, undefined, attribute.type) });
    }
    this.#changed();
  }

  #compare(node, attribute, choice) {
    node.value = valueFor(choice, node.value, attribute.type);
    node.operator = choice.operator;
    this.#changed();
  }

  #setValue(node, value) {
    node.value = value;
    this.#changed();
  }

  #changed() {
    this.requestUpdate();
    const filter = format(this.#root);
    if (filter !== this.#told) {
      this.#told = filter;
      this.dispatchEvent(new CustomEvent('change', { detail: { filter } }));
    }
  }
}

customElements.define('c-filter', FilterEditor);
