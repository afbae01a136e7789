'use strict';
// Corrections by notice: path -> {before, after}.
const corrections = new Map();
const all = (root, selector) => Array.from(root.querySelectorAll(selector));
const noticeOf = element => element.closest('.notice');
const save = document.querySelector('[data-do=save]');

function light(notice, cell) {
  all(notice, '.lit').forEach(e => e.classList.remove('lit'));
  if (!cell) return;
  all(notice, `[data-cell="${cell}"]`).forEach(e => e.classList.add('lit'));
  all(notice, `.text li[data-cells~="${cell}"]`).forEach(e => e.classList.add('lit'));
}
function show(notice, cell, from) {
  light(notice, cell);
  const other = all(notice, '.lit').find(e => !from.contains(e));
  if (other) other.scrollIntoView({block: 'nearest'});
}
function cellOf(target) {
  const holder = target.closest('[data-cell]');
  if (holder) return holder.dataset.cell;
  const line = target.closest('[data-cells]');
  return line && line.dataset.cells.split(' ')[0];
}
document.addEventListener('mouseover', event => {
  const notice = noticeOf(event.target), cell = notice && cellOf(event.target);
  if (notice) light(notice, cell);
});
document.addEventListener('focusin', event => {
  const notice = noticeOf(event.target), cell = notice && cellOf(event.target);
  if (cell) show(notice, cell, event.target.closest('.pages,.read'));
});
document.addEventListener('click', event => {
  const action = event.target.closest('[data-do]');
  if (action) return void actions[action.dataset.do]();
  const finding = event.target.closest('li[data-finding]');
  if (finding) return void goTo(finding);
  const drawn = event.target.closest('.pages [data-cell], .pages [data-cells]');
  if (drawn) {
    const cell = cellOf(drawn), row = noticeOf(drawn).querySelector(`td[data-cell="${cell}"]`);
    if (row) row.focus();
  }
});
document.addEventListener('dblclick', event => {
  const field = event.target.closest('[data-path]');
  if (field) edit(field);
});

// A finding names a place by JSON pointer: of an item, or of a cell of a table.
function goTo(finding) {
  const notice = noticeOf(finding), at = finding.dataset.at;
  const box = notice.querySelector(`.pages [data-finding="${finding.dataset.finding}"]`);
  if (box) box.scrollIntoView({block: 'center'});
  const item = /^\/items\/(\d+)/.exec(at), cell = /^\/tables\/(\d+)\/rows\/(\d+)\/cells\/(\d+)/.exec(at);
  const target = item ? notice.querySelector(`tr[data-item="${item[1]}"] td`)
    : cell ? notice.querySelector(`[data-path="/tables/${cell[1]}/rows/${cell[2]}/cells/${cell[3]}/text"]`) : null;
  if (target) { target.scrollIntoView({block: 'center'}); show(notice, target.dataset.cell, notice.querySelector('.read')); }
}

function valueOf(field) {
  return Array.from(field.childNodes).filter(n => n.nodeType === Node.TEXT_NODE).map(n => n.data).join('');
}
function setValue(field, value) {
  Array.from(field.childNodes).filter(n => n.nodeType === Node.TEXT_NODE).forEach(n => n.remove());
  field.prepend(document.createTextNode(value));
}
function edit(field) {
  if (field.querySelector('textarea')) return;
  const before = valueOf(field), box = document.createElement('textarea');
  box.value = before; box.setAttribute('aria-label', field.dataset.path);
  let done = false;
  const close = keep => {
    if (done) return;
    done = true;
    const after = box.value.trim();
    box.remove();
    setValue(field, keep ? after : before);
    if (keep && after !== before) correct(field, before, after);
    field.focus();
  };
  box.addEventListener('keydown', event => {
    event.stopPropagation();
    if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); close(true); }
    if (event.key === 'Escape') close(false);
  });
  box.addEventListener('blur', () => close(true));
  setValue(field, '');
  field.prepend(box); box.focus(); box.select();
}
function correct(field, before, after) {
  const notice = noticeOf(field).dataset.notice, path = field.dataset.path;
  if (!corrections.has(notice)) corrections.set(notice, new Map());
  const known = corrections.get(notice).get(path);
  const first = known ? known.before : before;
  if (first === after) corrections.get(notice).delete(path);
  else corrections.get(notice).set(path, {before: first, after});
  field.classList.toggle('corrected', first !== after);
  save.disabled = !Array.from(corrections.values()).some(m => m.size);
}
// JSON Patch (RFC 6902): each change is preceded by a test of what stood there, so that a patch cannot be applied to
// another notice unseen.
function patchOf(index) {
  const operations = [];
  for (const [path, {before, after}] of corrections.get(index) || [])
    operations.push({op: 'test', path, value: before}, {op: 'replace', path, value: after});
  return operations;
}
const actions = {
  lang() { document.documentElement.lang = document.documentElement.lang === 'zh' ? 'en' : 'zh'; },
  next() {
    const list = all(document, 'li[data-finding]');
    if (!list.length) return;
    const next = list[(list.indexOf(document.activeElement) + 1) % list.length];
    next.focus(); goTo(next);
  },
  save() {
    for (const section of all(document, '.notice')) {
      const patch = patchOf(section.dataset.notice);
      if (!patch.length) continue;
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([JSON.stringify(patch, null, 1) + '\n'], {type: 'application/json'}));
      link.download = (section.dataset.name || 'notice').replace(/^.*[\\/]/, '') + '.corrections.json';
      link.click();
      URL.revokeObjectURL(link.href);
    }
  },
};
function move(cell, key) {
  const row = cell.parentElement, column = cell.cellIndex;
  const rows = Array.from(row.parentElement.rows), index = rows.indexOf(row);
  const next = {ArrowUp: () => rows[index - 1]?.cells[column], ArrowDown: () => rows[index + 1]?.cells[column],
    ArrowLeft: () => row.cells[column - 1], ArrowRight: () => row.cells[column + 1]}[key]();
  if (next) next.focus();
}
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('textarea')) return;
  const cell = event.target.closest('td[data-path]');
  if (cell && event.key.startsWith('Arrow')) { event.preventDefault(); return void move(cell, event.key); }
  if (event.key === 'Enter') {
    const field = event.target.closest('[data-path]'), finding = event.target.closest('li[data-finding]');
    if (field) { event.preventDefault(); edit(field); } else if (finding) goTo(finding);
  }
  const action = {n: 'next', s: 'save', l: 'lang'}[event.key];
  if (action && !(action === 'save' && save.disabled)) actions[action]();
});
// Cells that a finding speaks of are marked.
for (const finding of all(document, 'li[data-finding]')) {
  const at = finding.dataset.at, notice = noticeOf(finding), item = /^\/items\/(\d+)/.exec(at);
  const cell = /^\/tables\/\d+\/rows\/\d+\/cells\/\d+/.exec(at);
  if (finding.classList.contains('info')) continue;
  if (item) all(notice, `tr[data-item="${item[1]}"] td`).forEach(e => e.classList.add('doubt'));
  if (cell) all(notice, `[data-path="${cell[0]}/text"]`).forEach(e => e.classList.add('doubt'));
}
