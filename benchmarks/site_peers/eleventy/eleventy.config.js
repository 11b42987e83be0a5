// The pages that the press makes, and no others.
const SIZE = 50;
const KINDS = [["sections", "sections"], ["topics", "topics"], ["authors", "authors"]];

const slug = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

// Every page of every list: { name, folder, number, pages, stories }.
function lists(newest) {
  const all = [];
  for (const [field, folder] of KINDS) {
    const byName = new Map();
    for (const story of newest) {
      for (const name of story.data[field]) {
        if (!byName.has(name)) byName.set(name, []);
        byName.get(name).push(story);
      }
    }
    for (const [name, stories] of byName) {
      const pages = Math.ceil(stories.length / SIZE);
      for (let number = 1; number <= pages; number++) {
        const home = `/${folder}/${slug(name)}/`;
        const at = (page) => (page === 1 ? home : `${home}page/${page}/`);
        all.push({
          name, number, pages, folder,
          address: at(number),
          newer: number > 1 ? at(number - 1) : "",
          older: number < pages ? at(number + 1) : "",
          stories: stories.slice((number - 1) * SIZE, number * SIZE),
        });
      }
    }
  }
  return all;
}

export default function (config) {
  config.addCollection("newest", (api) => api.getFilteredByGlob("content/stories/*.md").reverse());
  config.addCollection("lists", (api) => lists(api.getFilteredByGlob("content/stories/*.md").reverse()));
  config.addCollection("feeds", (api) => {
    const newest = api.getFilteredByGlob("content/stories/*.md").reverse();
    const sections = [...new Set(newest.flatMap((story) => story.data.sections))].sort();
    const feed = (name) => newest.filter((story) => story.data.sections.includes(name)).slice(0, 20);
    return [
      { title: "The Benchmark", address: "/", stories: newest.slice(0, 20) },
      ...sections.map((name) => ({ title: name, address: `/sections/${slug(name)}/`, stories: feed(name) })),
    ];
  });
  config.addFilter("slug", slug);
  config.addFilter("instant", (date) => new Date(date).toISOString());
  config.addFilter("rfc822", (date) => new Date(date).toUTCString());
  config.addFilter("day", (date) => {
    const day = new Date(date);
    return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
  });
  return { dir: { input: "content", includes: "../_includes" }, markdownTemplateEngine: false };
}

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];
