// The tab of a customer: shows the entry and changes it.

export function activate(host) {
  host.addTab({
    id: '${word}',
    title: host.t('${word}.tab'),
    open: (panel, customer) => open(host, panel, customer),
  });
}

async function open(host, panel, customer) {
  const path = '${word}/' + customer.id;
  const answer = await host.fetch(path);
  const entry = answer.ok ? await answer.json() : {};
  const score = field(panel, host.t('${word}.score'), 'number', entry.score ?? '');
  const remark = field(panel, host.t('${word}.remark'), 'text', entry.remark ?? '');
  if (!host.permissions.may('${word}:write')) {
    score.disabled = remark.disabled = true;
    return;
  }
  const save = document.createElement('button');
  save.type = 'button';
  save.textContent = host.t('${word}.save');
  save.addEventListener('click', async () => {
    const saved = await host.fetch(path, {
      method: 'PUT',
      body: JSON.stringify({ score: Number(score.value), remark: remark.value || null }),
    });
    if (saved.ok) {
      host.toast(host.t('${word}.saved'));
    }
  });
  panel.append(save);
}

function field(panel, text, type, value) {
  const label = document.createElement('label');
  const input = document.createElement('input');
  input.type = type;
  input.value = value;
  label.append(text, ' ', input);
  panel.append(label);
  return input;
}
