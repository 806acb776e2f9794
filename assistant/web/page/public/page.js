// What Chainlit leaves open: our opening text, links that dial or open a source, and names for
// buttons and places, so that a screen reader and a keyboard can use the page.
(() => {
  "use strict";

  const labels = JSON.parse(document.getElementById("sw-labels").content.textContent);
  const label = (key) => labels[`label.${key}`];

  const NAMES = {
    "#chat-input": "input",
    "#chat-submit": "send",
    "#stop-button": "stop",
    "#chat-settings-open-modal": "settings",
    "#new-chat-button": "new_chat",
    "#theme-toggle": "theme",
    "#sidebar-trigger-button": "sidebar_open",
    "#search-chats-button": "search",
    "#thread-options": "thread_menu",
    "#side-view-title button": "close_panel",
    ".positive-feedback-off, .positive-feedback-on": "positive",
    ".negative-feedback-off, .negative-feedback-on": "negative",
    "button:has(> .lucide-copy), button:has(> .lucide-check)": "copy",
    "button:has(> .lucide-message-circle)": "comment",
    "button:has(> .lucide-arrow-down)": "scroll",
    "[data-panel-resize-handle-id]": "handle",
  };
  const ENGLISH = [
    ["Couldn't resume chat", "toast_resume"],
    ["Failed to copy", "toast_copy"],
    ["Error", "toast_error"],
  ];

  const set = (node, name, value) => {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  };

  function nameThings() {
    for (const [selector, key] of Object.entries(NAMES)) {
      for (const node of document.querySelectorAll(selector)) set(node, "aria-label", label(key));
    }
    for (const node of document.querySelectorAll(".sr-only")) {
      if (node.textContent === "Close") node.textContent = label("close");
      if (node.textContent.startsWith("Toggle")) node.textContent = "";
    }
    for (const node of document.querySelectorAll("img.logo")) set(node, "alt", label("logo"));
  }

  function mendRoles() {
    // Chainlit marks each paragraph as an article.
    for (const node of document.querySelectorAll('.message-content [role="article"]')) {
      if (node.closest("blockquote, li, p")) node.setAttribute("role", "presentation");
    }
    const history = document.querySelector('[data-sidebar="sidebar"]');
    if (history) {
      set(history, "role", "navigation");
      set(history, "aria-label", label("sidebar"));
      // A closed list of conversations is off the screen; then it must not take the focus.
      history.inert = Boolean(history.closest('[data-state="collapsed"]'));
    }
    // The list has links between itself and its items, so it is no list to a screen reader.
    for (const node of document.querySelectorAll('[data-sidebar="menu"], [data-sidebar="menu-item"]')) {
      set(node, "role", "presentation");
    }
    for (const node of document.querySelectorAll("[data-panel-resize-handle-id][aria-controls]")) {
      if (!document.getElementById(node.getAttribute("aria-controls"))) {
        node.removeAttribute("aria-controls");
      }
    }
    for (const node of document.querySelectorAll("[data-sonner-toast] [data-title]")) {
      for (const [english, key] of ENGLISH) {
        if (node.textContent.startsWith(english)) node.textContent = label(key);
      }
    }
  }

  function mendLinks() {
    for (const link of document.querySelectorAll('a[href^="#tel:"], a[href^="#bron-"]')) {
      link.removeAttribute("target");
      if (link.hash.startsWith("#tel:")) link.href = link.hash.slice(1);
      else link.classList.add("sw-source");
    }
    for (const link of document.querySelectorAll('a[target="_blank"]:not([rel])')) {
      link.rel = "noopener noreferrer";
    }
  }

  function addOwnParts() {
    const header = document.getElementById("header");
    if (header && !document.getElementById("sw-title")) {
      const title = document.createElement("h1");
      title.id = "sw-title";
      title.textContent = label("title");
      header.append(title);
    }
    const composer = document.querySelector("#welcome-screen > #message-composer");
    if (composer && !document.getElementById("sw-welcome")) {
      const welcome = document.createElement("section");
      welcome.id = "sw-welcome";
      welcome.append(document.getElementById("sw-opening").content.cloneNode(true));
      composer.before(welcome);
    }
  }

  // A browser writes to its disk what stands in a field, sent or not, to bring it back after a
  // crash. Not so the fields of a form that says autocomplete="off".
  const unsaved = document.createElement("form");
  unsaved.id = "sw-unsaved";
  unsaved.hidden = true;
  unsaved.autocomplete = "off";
  unsaved.addEventListener("submit", (event) => event.preventDefault());
  document.body.append(unsaved);

  function keepFieldsOffDisk() {
    for (const field of document.querySelectorAll("input, textarea")) {
      if (!field.form) field.setAttribute("form", unsaved.id);
      set(field.form ?? field, "autocomplete", "off");
      set(field, "autocomplete", "off");
    }
  }

  function openSource(event) {
    const link = event.target.closest("a.sw-source");
    if (!link) return;
    event.preventDefault();
    document.getElementById(link.hash.slice(1))?.click();
  }

  // A word that must go also: asked in a dialog and sent straight to our server, so that it never
  // becomes a message. Afterwards the conversation is read anew from what was kept.
  function askWords(event) {
    const button = event.target.closest?.('button[id^="weghalen-"]');
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    document.getElementById("sw-removal-dialog")?.remove();
    document.body.append(document.getElementById("sw-removal").content.cloneNode(true));
    const dialog = document.getElementById("sw-removal-dialog");
    const words = document.getElementById("sw-removal-words");
    const told = document.getElementById("sw-removal-told");
    const submit = document.getElementById("sw-removal-send");
    let changed = "";
    const tell = (text) => {
      told.textContent = text;
      submit.disabled = Boolean(changed);
    };
    dialog.querySelector("form").addEventListener("submit", async (sent) => {
      sent.preventDefault();
      submit.disabled = true;
      try {
        const answer = await fetch("/weghalen", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ message: button.id.slice("weghalen-".length), words: words.value }),
        });
        const said = await answer.json();
        if (answer.ok) {
          changed = said.thread;
          words.value = "";
        }
        tell(said.told ?? said.error);
      } catch {
        tell(label("removal_failed"));
      }
    });
    document.getElementById("sw-removal-close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (changed) location.assign(`/thread/${changed}`);
    });
    dialog.showModal();
    words.focus();
  }

  let waiting = false;
  function mend() {
    waiting = false;
    keepFieldsOffDisk();
    addOwnParts();
    mendLinks();
    nameThings();
    mendRoles();
  }

  document.addEventListener("click", openSource);
  window.addEventListener("click", askWords, true); // before Chainlit's own handling of buttons
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mend);
  }).observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ["aria-controls", "data-state"],
  });
  mend();
})();
