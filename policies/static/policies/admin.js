// The desk: a warning before typed words are left behind, filters that act when chosen, autocompletes for the keyboard,
// who else is in the same record, and what may be there already.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  warnBeforeLosing(document.querySelector(".change-form #content-main form"));
  document.querySelectorAll(".select-filter").forEach(actWhenChosen);
  document.addEventListener("keydown", openByTyping);
  tellOfPresence(document.querySelector("[data-presence]"));
  tickTheRest(document.querySelector(".tick-rest"));
  showAlike(document.querySelector("[data-alike]"));
  startFromSelection(document.querySelector(".adds"), document.querySelector(".snapshot-text"));
});
// Autocompletes are made when the page is ready, and whenever a row is added.
if (window.django && django.jQuery) django.jQuery(() => setTimeout(nameAutocompletes, 0, document));
document.addEventListener("formset:added", (event) => setTimeout(nameAutocompletes, 0, event.target));

function warnBeforeLosing(form) {
  if (!form) return;
  // A form that came back with errors holds words that are saved nowhere.
  let unsaved = form.querySelector(".errornote") !== null;
  const note = () => { unsaved = true; };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  // Autocompletes tell of a change through jQuery only.
  if (window.django && django.jQuery) django.jQuery(form).on("select2:select select2:unselect", note);
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}

// The form is said to be open every half minute, and to be left when it is; the answer says who else is there.
const BEAT = 30000;

function tellOfPresence(line) {
  const form = line && line.closest("form");
  if (!form) return;
  const words = (more) => new URLSearchParams({
    csrfmiddlewaretoken: form.querySelector("[name=csrfmiddlewaretoken]").value, ...more,
  });
  const beat = () => {
    if (document.hidden) return;
    fetch(line.dataset.presence, { method: "POST", body: words({}), credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((told) => { if (told && line.textContent !== told.said) line.textContent = told.said; })
      .catch(() => {});
  };
  // A save tells by itself whether its writer stays.
  let saving = false;
  form.addEventListener("submit", () => { saving = true; });
  setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", beat);
  window.addEventListener("pageshow", (event) => { if (event.persisted) { saving = false; beat(); } });
  window.addEventListener("pagehide", () => {
    if (!saving) navigator.sendBeacon(line.dataset.presence, words({ left: "1" }));
  });
}

// What may be there already under the title, the name or the number of a new record is shown as soon as it is typed.
const NAMING = ["title_en", "title_zh", "name_en", "name_zh", "number"];

function showAlike(place) {
  const form = place && place.closest("form");
  if (!form) return;
  const fields = NAMING.map((name) => form.elements[name]).filter(Boolean);
  let asked = 0;
  const ask = () => {
    const turn = ++asked;
    const words = new URLSearchParams(fields.map((field) => [field.name, field.value]));
    fetch(`${place.dataset.alike}?${words}`, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : ""))
      .then((told) => {
        // An answer to words that were changed meanwhile is none.
        if (turn === asked) place.replaceChildren(document.createRange().createContextualFragment(told));
      })
      .catch(() => {});
  };
  fields.forEach((field) => field.addEventListener("change", ask));
  if (fields.some((field) => field.value.trim())) ask();
}

// Somebody has looked, and nothing more is stated: one press in place of four. What is filled in stays as it is.
const FILLED_BY = {
  targets_not_stated: ["targets", "focus", "places"],
  actors_not_stated: ["actors", "agencies"],
  sectors_not_stated: ["sectors", "product"],
  levels_not_stated: ["levels"],
};

function tickTheRest(button) {
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const [tick, names] of Object.entries(FILLED_BY)) {
      const fields = names.map((name) => document.getElementById(`id_${name}`));
      const isFilled = fields.some((field) => field && (field.selectedOptions ? field.selectedOptions.length : field.value.trim()));
      const box = document.getElementById(`id_${tick}`);
      if (box && !isFilled) box.checked = true;
    }
  });
}

// Words selected in the text of a snapshot become the quote of the record that is begun from it, and the document that
// the text speaks of there becomes its document.
function startFromSelection(adds, text) {
  if (!adds || !text) return;
  const links = [...adds.querySelectorAll("a")].map((link) => [link, link.href]);
  const spokenOf = JSON.parse(adds.dataset.spokenOf);
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const isHere = selection.rangeCount && !selection.isCollapsed && text.contains(selection.getRangeAt(0).startContainer);
    if (!isHere) return;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(selection.getRangeAt(0).startContainer, selection.getRangeAt(0).startOffset);
    const known = spokenOf.filter(([start]) => start <= before.toString().length).pop();
    for (const [link, href] of links) {
      const address = new URL(href);
      address.searchParams.set("words", selection.toString().trim());
      if (known && address.pathname.includes("/measure/")) address.searchParams.set("document", known[1]);
      link.href = address;
    }
  });
}

function actWhenChosen(form) {
  form.querySelector("button").hidden = true;
  form.querySelector("select").addEventListener("change", () => form.submit());
}

// A letter typed on a closed autocomplete opens it, and is the first of what is looked for.
function openByTyping(event) {
  const closed = event.target.closest && event.target.closest(".select2-selection--single");
  const letter = event.key.length === 1 && event.key !== " " && !(event.ctrlKey || event.metaKey || event.altKey);
  if (!closed || !letter) return;
  event.preventDefault();
  django.jQuery(closed.closest(".select2-container").previousElementSibling).select2("open");
  const field = document.querySelector(".select2-container--open .select2-search__field");
  field.value = event.key;
  django.jQuery(field).trigger("input");
}

// select2 names its boxes by what is chosen in them; a screen reader has to hear the label of the field as well.
function nameAutocompletes(part) {
  part.querySelectorAll("select.admin-autocomplete").forEach((select) => {
    const box = select.nextElementSibling;
    if (!box || !box.matches(".select2-container")) return;
    const label = select.labels.length ? select.labels[0].textContent : select.getAttribute("aria-label");
    const selection = box.querySelector(".select2-selection");
    const chosen = selection.textContent.trim();
    selection.removeAttribute("aria-labelledby");
    selection.setAttribute("aria-label", chosen ? `${label} ${chosen}` : label);
    // What is chosen is read with the label; select2 calls it a text box of its own, without a name.
    box.querySelectorAll("[role=textbox]").forEach((shown) => {
      shown.removeAttribute("role");
      shown.removeAttribute("aria-readonly");
    });
    // The cross that empties the box stands among the choices, and a list has items only.
    box.querySelectorAll("ul").forEach((list) => list.setAttribute("role", "presentation"));
    box.querySelectorAll("input").forEach((input) => input.setAttribute("aria-label", label));
    if (!select.dataset.named) django.jQuery(select).on("change", () => nameAutocompletes(select.parentElement));
    select.dataset.named = "yes";
  });
}
