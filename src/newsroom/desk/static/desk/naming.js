/* Names what Wagtail's widgets leave without a name, for who hears the desk instead of seeing it. */
(() => {
  /** What is shown as the name of the field or the block that holds an element. */
  const shownFor = (element) => {
    const block = element.closest("[data-contentpath]");
    const label = block && block.querySelector("label, legend");
    const panel = element.closest("section.w-panel");
    const heading = panel && panel.querySelector("[data-panel-heading-text]");
    const words = [label, heading].map((one) => one && one.textContent.replace("*", "").trim()).find(Boolean);
    return words || "Text";
  };
  const NAMELESS = {
    ".public-DraftEditor-content": shownFor,
    ".tagit-new input": () => "New tag",
    "input#fileupload": () => "Pictures from your computer",
    "#wagtail-sidebar form[role=search]": () => "Everything",
    "form.w-slim-header__search-form": () => "This list",
  };
  // Called after what it leads to, it would not be found by its word.
  const WRONG = { '.sidebar-custom-branding[aria-label="Dashboard"]': "Freesheet: the desk's first page" };
  // What a script puts its words into, and no person.
  const UNREAD = "#HandsontableCopyPaste";
  const name = () => {
    document.querySelector(UNREAD)?.setAttribute("aria-hidden", "true");
    for (const [selector, named] of Object.entries(NAMELESS)) {
      for (const one of document.querySelectorAll(`:is(${selector}):not([aria-label], [aria-labelledby])`)) {
        one.setAttribute("aria-label", named(one));
      }
    }
    for (const [selector, right] of Object.entries(WRONG)) {
      for (const one of document.querySelectorAll(selector)) one.setAttribute("aria-label", right);
    }
  };
  new MutationObserver(name).observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", name);
})();
