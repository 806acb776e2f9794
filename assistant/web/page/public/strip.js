// Sends a text or a file to our own server, shows what came back beside the original, and keeps
// nothing: not in the browser's storage, not in its history, not when the page is left.
(() => {
  "use strict";

  const KIND = /\.(txt|docx|pdf|eml)$/i; // all that is sent of the name of a file
  const at = (name) => document.getElementById(`strip-${name}`);
  const form = at("form");
  const told = JSON.parse(form.dataset.told);
  const mostBytes = Number(form.dataset.mostBytes);
  let asked = 0; // an answer that comes after "clear" or a newer question is not shown

  const say = (text) => {
    at("status").textContent = text;
    at("error").textContent = "";
  };
  const fail = (text, field) => {
    at("status").textContent = "";
    at("error").textContent = text;
    field?.focus();
  };
  const busy = (is) => at("submit").setAttribute("aria-disabled", String(is));

  function forget() {
    asked += 1;
    busy(false);
    at("result").hidden = true;
    for (const name of ["before", "after", "removed", "attachments"]) at(name).replaceChildren();
  }

  function clear() {
    forget();
    form.reset();
    say("");
  }

  // Offsets count characters as the server does: an emoji is one.
  function fill(before, after, original, removed) {
    const letters = Array.from(original);
    const cut = (start, end) => letters.slice(start, end).join("");
    const mark = (text) => {
      const node = document.createElement("mark");
      node.textContent = text;
      return node;
    };
    let position = 0;
    for (const { start, end, placeholder } of removed) {
      const same = cut(position, start);
      before.append(same, mark(cut(start, end)));
      after.append(same, mark(placeholder));
      position = end;
    }
    before.append(cut(position));
    after.append(cut(position));
  }

  function show(answer) {
    fill(at("before"), at("after"), answer.original, answer.removed);
    for (const { count, words } of answer.counts) {
      const item = document.createElement("li");
      item.textContent = `${count} ${words}`;
      at("removed").append(item);
    }
    at("removed").hidden = !answer.counts.length;
    at("nothing").hidden = answer.counts.length > 0;
    at("attachments").textContent = answer.attachments;
    at("result").hidden = false;
    say(told["told.done"]);
    at("result-title").focus();
  }

  async function send(event) {
    event.preventDefault();
    if (at("submit").getAttribute("aria-disabled") === "true") return;
    const [file] = at("file").files;
    const text = at("text").value;
    if (file && text.trim()) return fail(told["told.both"], at("file"));
    if (!file && !text.trim()) return fail(told["told.empty"], at("text"));
    if (file && file.size > mostBytes) return fail(told["told.too_large"], at("file"));
    forget();
    const mine = asked;
    busy(true);
    say(told["told.busy"]);
    try {
      const answer = await fetch(location.pathname, {
        method: "POST",
        cache: "no-store",
        headers: {
          "Content-Type": "application/octet-stream",
          "X-Document-Kind": file ? (KIND.exec(file.name)?.[1] ?? "unknown") : "txt",
        },
        body: file ?? new TextEncoder().encode(text),
      });
      const found = await answer.json();
      if (mine !== asked) return;
      if (answer.ok) show(found);
      else fail(found.error);
    } catch {
      if (mine === asked) fail(told["told.no_answer"]);
    } finally {
      if (mine === asked) busy(false);
    }
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(at("after").textContent);
      say(told["told.copied"]);
    } catch {
      fail(told["told.not_copied"]);
    }
  }

  form.addEventListener("submit", send);
  at("copy").addEventListener("click", copy);
  at("clear").addEventListener("click", () => {
    clear();
    say(told["told.cleared"]);
    at("text").focus();
  });
  addEventListener("pagehide", clear);
})();
