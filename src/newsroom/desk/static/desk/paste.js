/* What is pasted into a body comes as what it is: the desk reads the clipboard's HTML, and gives it back as blocks.
 * Running text goes in at the cursor, as one step that Ctrl-Z takes back; anything else stands as blocks of its own. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-edit-form]");
  if (!form || !window.DraftJS) return;
  const { DraftJS, draftail } = window;
  const { ContentState, EditorState, Modifier, convertFromRaw, convertToRaw } = DraftJS;

  // ── What is said of it ─────────────────────────────────────────────────────────────────────────────
  const told = document.createElement("div");
  told.className = "desk-pasted";
  told.setAttribute("role", "status");

  function say(title, lines, back) {
    const heading = document.createElement("p");
    heading.textContent = title;
    const list = document.createElement("ul");
    list.append(
      ...lines.map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
      }),
    );
    told.replaceChildren(heading, ...(lines.length ? [list] : []));
    const buttons = document.createElement("p");
    for (const [label, act] of [...(back ? [["Take the paste back", back]] : []), ["Close", () => {}]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-secondary button-small";
      button.textContent = label;
      button.addEventListener("click", () => {
        told.replaceChildren();
        act();
      });
      buttons.append(button, " ");
    }
    told.append(buttons);
  }

  // ── Where it goes ──────────────────────────────────────────────────────────────────────────────────
  /** The text of the body that holds an element: its place among the blocks, and its editor. */
  function textAt(element) {
    const body = document.getElementById("body-root")?.rootBlock;
    const wrapper = element.closest("[data-draftail-editor-wrapper]");
    const child = wrapper && body?.children.find((one) => one.type === "text" && one.element.contains(wrapper));
    const editor = child && [...wrapper.parentElement.children].find((field) => field.draftailEditor)?.draftailEditor;
    return editor ? { body, child, editor } : null;
  }

  /** Texts that stand one after the other as one text. */
  function joined(one, other) {
    const shift = Object.keys(one.entityMap).length;
    const blocks = other.blocks.map((block) => ({
      ...block,
      entityRanges: block.entityRanges.map((range) => ({ ...range, key: range.key + shift })),
    }));
    const entities = Object.entries(other.entityMap).map(([key, entity]) => [Number(key) + shift, entity]);
    return { blocks: [...one.blocks, ...blocks], entityMap: { ...one.entityMap, ...Object.fromEntries(entities) } };
  }

  const isWritten = (block) => block.type !== "unstyled" || block.text.trim();

  /** What stands before or behind the cursor, without the empty lines next to it; nothing where nothing was written. */
  function side(state, isBefore) {
    const raw = convertToRaw(state.getCurrentContent());
    const written = raw.blocks.map((block, at) => (isWritten(block) ? at : -1)).filter((at) => at >= 0);
    if (!written.length) return [];
    const blocks = isBefore ? raw.blocks.slice(0, written.at(-1) + 1) : raw.blocks.slice(written[0]);
    return [{ type: "text", value: { ...raw, blocks } }];
  }

  function insertText({ editor }, content) {
    const state = editor.getEditorState();
    const put = Modifier.replaceWithFragment(state.getCurrentContent(), state.getSelection(), content.getBlockMap());
    // Named so, it is one step back, and Draftail does not take the links out that it would not have pasted itself.
    editor.onChange(EditorState.push(state, put, "apply-entity"));
  }

  /** Put blocks where the cursor is: the text around it is divided, and keeps what it was. Gives the way back. */
  function insertBlocks({ body, child, editor }, blocks) {
    const state = editor.getEditorState();
    const removed = Modifier.removeRange(state.getCurrentContent(), state.getSelection(), "forward");
    const { stateBefore, stateAfter } = draftail.splitState(EditorState.push(state, removed, "remove-range"));
    const pasted = blocks.map((block) => (block.type === "text" ? { ...block, value: JSON.parse(block.value) } : block));
    const all = [];
    for (const block of [...side(stateBefore, true), ...pasted, ...side(stateAfter, false)]) {
      const last = all.at(-1);
      if (block.type === "text" && last?.type === "text") last.value = joined(last.value, block.value);
      else all.push({ ...block });
    }
    const index = body.children.indexOf(child);
    const old = child.getState();
    // The block keeps its identity: a version is compared with the one before, and remarks stay where they are.
    const keeper = all.find((block) => block.type === "text");
    const put = all.map((block) => ({
      ...block,
      id: block === keeper ? old.id : crypto.randomUUID(),
      value: block.type === "text" ? JSON.stringify(block.value) : block.value,
    }));
    // What was there goes when what is new stands.
    const children = put.map((block, at) => body.insert(block, index + at));
    body.deleteBlock(index + children.length);
    children.at(-1).focus({ soft: true });
    return () => {
      const first = body.children.indexOf(children[0]);
      for (const one of children) {
        const at = body.children.indexOf(one);
        if (at >= 0) body.deleteBlock(at);
      }
      body.insert(old, first < 0 ? Math.min(index, body.children.length) : first).focus();
    };
  }

  // ── Paste ──────────────────────────────────────────────────────────────────────────────────────────
  async function read(html) {
    const data = new FormData();
    // Pictures inside of the HTML are not taken, and weigh too much to be sent.
    data.append("html", html.replace(/(\ssrc\s*=\s*)(["'])data:[^"']*\2/gi, '$1""'));
    data.append("language", form.elements.namedItem("language")?.value ?? "");
    const headers = { Accept: "application/json", [window.wagtailConfig.CSRF_HEADER_NAME]: window.wagtailConfig.CSRF_TOKEN };
    const answer = await fetch("/desk/paste/", { method: "POST", body: data, headers });
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    const found = isOurs ? await answer.json() : {};
    if (!found.blocks) throw new Error(found.problem || "The desk did not take it: save what you wrote, and sign in again.");
    return found;
  }

  async function put(element, html, text) {
    let found = null;
    let problem = "";
    try {
      found = await read(html);
    } catch (error) {
      problem = error.message;
    }
    const place = textAt(element.isConnected ? element : document.activeElement);
    if (!place) {
      say("Nothing was pasted: the text that it was for is gone. Paste it again where it belongs.", []);
    } else if (!found && text) {
      insertText(place, ContentState.createFromText(text));
      say(`The words alone were pasted, without what they look like. ${problem}`, []);
    } else if (!found) {
      say(`Nothing was pasted. ${problem}`, []);
    } else {
      const { blocks, told: lines } = found;
      const isText = blocks.length === 1 && blocks[0].type === "text";
      let back = null;
      if (isText) insertText(place, convertFromRaw(JSON.parse(blocks[0].value)));
      else if (blocks.length) back = insertBlocks(place, blocks);
      if (lines.length || back) say(lines.length ? "Pasted. What is not here:" : "Pasted.", lines, back);
    }
  }

  let waiting = Promise.resolve();
  form.addEventListener(
    "paste",
    (event) => {
      const html = event.clipboardData?.getData("text/html") ?? "";
      // What was copied out of this editor is put in by the editor.
      const place = html && !html.includes("data-editor=") ? textAt(event.target) : null;
      if (!place) return;
      const text = event.clipboardData.getData("text/plain");
      event.preventDefault();
      event.stopImmediatePropagation();
      place.body.element.after(told);
      // One after the other, each where the cursor is when it comes.
      waiting = waiting.then(() => put(event.target, html, text));
    },
    true,
  );
});
