export default { layout: "story.njk", permalink: (data) => `/${data.slug}/` };
