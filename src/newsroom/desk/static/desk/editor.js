/* What running text has at the desk beyond Wagtail's own editor: links with a title, notes, other languages. */
(() => {
  const { React, DraftJS, Draftail, draftail } = window;
  const { EditorState, Modifier, RichUtils } = DraftJS;
  const el = React.createElement;

  /** A dialog with labelled fields; calls `done` with their values, or with null when it was left. */
  function ask(title, fields, done) {
    const dialog = document.createElement("dialog");
    dialog.className = "desk-ask";
    dialog.setAttribute("aria-label", title);
    const form = document.createElement("form");
    form.method = "dialog";
    const heading = document.createElement("h2");
    heading.textContent = title;
    form.append(heading);
    const inputs = fields.map((field) => {
      const label = document.createElement("label");
      label.textContent = field.label;
      const input = document.createElement(field.lines ? "textarea" : "input");
      if (field.lines) input.rows = field.lines;
      if (!field.lines) input.type = "text";
      if (field.pattern) input.pattern = field.pattern;
      input.required = Boolean(field.required);
      input.value = field.value || "";
      label.append(input);
      if (field.help) {
        const help = document.createElement("small");
        help.textContent = field.help;
        label.append(help);
      }
      form.append(label);
      return [field.name, input];
    });
    const buttons = document.createElement("p");
    const keep = document.createElement("button");
    keep.className = "button";
    keep.textContent = "Keep";
    const leave = document.createElement("button");
    leave.className = "button button-secondary";
    leave.type = "button";
    leave.textContent = "Leave as it was";
    buttons.append(keep, " ", leave);
    form.append(buttons);
    dialog.append(form);
    document.body.append(dialog);
    let values = null;
    form.addEventListener("submit", () => {
      values = Object.fromEntries(inputs.map(([name, input]) => [name, input.value.trim()]));
    });
    leave.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(values);
    });
    dialog.showModal();
    inputs[0][1].focus();
  }

  /** The source of an entity: asks for its data, and puts it into the text. */
  function source(title, fields, mark, mutability) {
    return class extends React.Component {
      componentDidMount() {
        const { editorState, entityType, entity, entityKey, onComplete, onClose } = this.props;
        const had = entity ? entity.getData() : {};
        const asked = fields.map((field) => ({ ...field, value: had[field.name] }));
        ask(title, asked, (data) => {
          if (!data) {
            onClose();
            return;
          }
          const content = editorState.getCurrentContent();
          if (entityKey) {
            // A new piece of the text's history, so that what was there can be had back.
            const next = content.createEntity(entityType.type, mutability, data);
            const selection = Draftail.DraftUtils.getEntitySelection(editorState, entityKey);
            const applied = Modifier.applyEntity(next, selection, next.getLastCreatedEntityKey());
            onComplete(EditorState.push(editorState, applied, "apply-entity"));
            return;
          }
          const next = content.createEntity(entityType.type, mutability, data);
          const key = next.getLastCreatedEntityKey();
          const selection = editorState.getSelection();
          if (mark) {
            const place = selection.merge({
              anchorOffset: selection.getEndOffset(), focusOffset: selection.getEndOffset(),
              anchorKey: selection.getEndKey(), focusKey: selection.getEndKey(), isBackward: false,
            });
            const put = Modifier.insertText(next, place, mark, null, key);
            onComplete(EditorState.push(editorState, put, "insert-characters"));
          } else if (selection.isCollapsed()) {
            const put = Modifier.insertText(next, selection, data.url, editorState.getCurrentInlineStyle(), key);
            onComplete(EditorState.push(editorState, put, "insert-characters"));
          } else {
            onComplete(EditorState.push(editorState, Modifier.applyEntity(next, selection, key), "apply-entity"));
          }
        });
      }

      render() {
        return null;
      }
    };
  }

  /** How an entity shows in the text; a click or Enter on it opens it. */
  function decorator(className, told) {
    return ({ entityKey, contentState, children, onEdit }) => {
      const data = contentState.getEntity(entityKey).getData();
      const open = (event) => {
        event.preventDefault();
        onEdit(entityKey);
      };
      return el("span", { className, title: told(data), role: "button", onMouseUp: open }, children);
    };
  }

  const link = [
    { name: "url", label: "Address", required: true, pattern: "(https?://|mailto:|tel:).+",
      help: "https://…, mailto:… or tel:…" },
    { name: "title", label: "What the page is called", help: "Stands on paper, where nobody can follow a link." },
  ];
  const note = [
    { name: "text", label: "Note", lines: 5, required: true,
      help: "**strong**, _emphasis_ and [words](https://…) work here." },
  ];
  draftail.registerPlugin({
    type: "LINK", source: source("Link", link, "", "MUTABLE"),
    decorator: decorator("TooltipEntity desk-link", (data) => data.url),
  }, "entityTypes");
  draftail.registerPlugin({
    type: "NOTE", source: source("Note", note, "※", "IMMUTABLE"),
    decorator: decorator("desk-note", (data) => data.text),
  }, "entityTypes");

  const LANGUAGE = "LANGUAGE-";

  function Language({ getEditorState, onChange }) {
    const state = getEditorState();
    const now = state.getCurrentInlineStyle().find((style) => style.startsWith(LANGUAGE));
    const toggle = () => {
      if (now) {
        onChange(RichUtils.toggleInlineStyle(getEditorState(), now));
        return;
      }
      ask("Another language", [
        { name: "tag", label: "Language of the selected words", required: true,
          pattern: "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", help: "Such as es, ht, ar, zh." },
      ], (data) => {
        if (data) onChange(RichUtils.toggleInlineStyle(getEditorState(), LANGUAGE + data.tag));
      });
    };
    return el(Draftail.ToolbarButton, {
      name: "language", active: Boolean(now), label: now ? now.slice(LANGUAGE.length) : null,
      icon: now ? null : el(window.wagtail.components.Icon, { name: "globe" }),
      title: "Another language", onClick: toggle,
    });
  }

  draftail.registerPlugin({ type: "language", inline: Language }, "controls");
})();
