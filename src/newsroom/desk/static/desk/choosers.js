/* Starts the choosers of dates, times and stories, and lists of these, which Wagtail would start with scripts inside the page. */
(() => {
  const started = new WeakSet();
  const start = () => {
    for (const mark of document.querySelectorAll("[data-chooser]")) {
      if (started.has(mark)) continue;
      started.add(mark);
      const input = document.getElementById(mark.dataset.for);
      const config = JSON.parse(mark.dataset.config);
      // The pattern of a panel that has not been added yet is none.
      if (!input || mark.dataset.for.includes("__prefix__")) continue;
      if (mark.dataset.chooser === "Snippet") new window.SnippetChooser(mark.dataset.for, config);
      else window[`init${mark.dataset.chooser}Chooser`](mark.dataset.for, config);
    }
    for (const mark of document.querySelectorAll("[data-children]")) {
      if (started.has(mark)) continue;
      started.add(mark);
      new window[mark.dataset.children](JSON.parse(mark.dataset.config));
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    start();
    // A list of several needs the chooser of a new line in the same moment.
    document.addEventListener("w-formset:added", start);
    new MutationObserver(start).observe(document.body, { childList: true, subtree: true });
  });
})();
