/* Keeps what is typed: every few seconds at the desk, also while somebody types on; and in the form, when nobody is
 * signed in any more. Wagtail's own autosave waits for a pause, and takes what was typed while it sent for sent. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-edit-form], form[data-desk-keep]");
  if (!form) return;

  const EVERY = 3_000;
  const PATIENCE = 15_000;
  const PASSING = ["csrfmiddlewaretoken", "loaded_revision_id", "loaded_revision_created_at", "overwrite_revision_id", "next"];
  const written = (data) =>
    JSON.stringify(
      [...data]
        .filter(([name]) => !PASSING.includes(name) && !name.startsWith("comments-"))
        .map(([name, value]) => [name, value instanceof File ? value.name : value]),
    );

  // ── Who is here ────────────────────────────────────────────────────────────────────────────────────
  let name = null;
  let asking = null;
  const notice = document.createElement("div");
  notice.className = "desk-away";
  notice.setAttribute("role", "alert");
  notice.hidden = true;
  document.body.append(notice);

  const say = (text, wayIn) => {
    if (notice.dataset.says === text) return;
    notice.dataset.says = text;
    notice.replaceChildren(text);
    notice.hidden = !text;
    if (!wayIn) return;
    const link = document.createElement("a");
    link.href = "/accounts/login/?next=/desk/";
    link.target = "_blank";
    link.textContent = "Sign in in another window";
    notice.append(" ", link);
  };

  /** Whether the person who opened this form is signed in; says what to do when not. */
  async function isHere() {
    let answer;
    try {
      answer = await fetch("/desk/signed-in/", { headers: { Accept: "application/json" }, cache: "no-store" });
    } catch {
      say("The desk can't be reached, and nothing was sent. What you wrote is still here: leave this window open, and try again.");
      return false;
    }
    if (!answer.ok) {
      say("You are signed out, and nothing was sent. What you wrote is still here: it is kept as soon as you are signed in again.", true);
      return false;
    }
    const found = await answer.json();
    name ??= found.name;
    if (found.name !== name) {
      say(`${found.name} is signed in here now, and nothing was sent. What ${name} wrote is still here: sign in as ${name} to keep it.`, true);
      return false;
    }
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = found.token;
    window.wagtailConfig.CSRF_TOKEN = found.token;
    say("");
    return true;
  }

  /** Ask again and again until the desk answers, then keep what waits. */
  async function comeBack() {
    if (asking || (await isHere())) return;
    asking = setInterval(async () => {
      if (!(await isHere())) return;
      clearInterval(asking);
      asking = null;
      tried = null;
      keep();
    }, EVERY);
  }

  // ── What is kept ───────────────────────────────────────────────────────────────────────────────────
  const saves = form.matches("[data-controller~=w-autosave]");
  let kept = null;
  let sent = null;
  let tried = null;
  let leaves = false;

  /** Running text reaches its field only when its writer pauses. */
  function settle() {
    for (const editor of form.querySelectorAll("[data-draftail-editor-wrapper]")) {
      for (const field of editor.parentElement.children) field.draftailEditor?.saveState();
    }
  }

  function keep() {
    if (kept === null || asking) return;
    settle();
    const now = written(new FormData(form));
    if (now === kept || (tried?.text === now && Date.now() - tried.at < PATIENCE)) return;
    tried = { text: now, at: Date.now() };
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } }));
  }

  // Wagtail looks at the form two seconds after it was opened; what somebody typed before that is not kept yet.
  let typed = false;
  form.addEventListener("beforeinput", () => { typed = true; }, { capture: true, once: true });
  form.addEventListener("w-unsaved:watch-edits", () => {
    kept ??= typed ? "" : written(new FormData(form));
  });
  if (saves) {
    form.addEventListener("w-autosave:save", (event) => {
      sent = written(event.detail.formData);
    });
    form.addEventListener("w-autosave:success", () => {
      kept = sent;
    });
    form.addEventListener("w-autosave:error", (event) => {
      // A refusal with a reason of its own is told by Wagtail; the way in answers as if it were none.
      if (!["server_error", "network_error"].includes(event.detail.type)) return;
      event.detail.text = "The desk did not keep this yet. It is tried again.";
      comeBack();
    });
    setInterval(keep, EVERY);
  }

  window.addEventListener("beforeunload", (event) => {
    if (leaves || kept === null) return;
    settle();
    if (written(new FormData(form)) !== kept) event.preventDefault();
  });

  // A form that is sent when nobody is signed in would be answered by the way in, and what it held would be gone.
  form.addEventListener(
    "submit",
    async (event) => {
      if (leaves) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      settle();
      const { submitter } = event;
      if (!(await isHere())) {
        if (submitter) submitter.dataset.wProgressLoadingValue = "false";
        comeBack();
        return;
      }
      // The button itself may be disabled by now, and would not be sent.
      const chosen = document.createElement("input");
      chosen.type = "hidden";
      chosen.name = submitter?.name || "";
      chosen.value = submitter?.value || "";
      form.append(chosen);
      leaves = true;
      form.requestSubmit();
      chosen.remove();
    },
    true,
  );
  window.addEventListener("pageshow", () => {
    leaves = false;
  });

  isHere();
});
