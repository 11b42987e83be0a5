"""What a whole news site adds to its stories: front page, lists, archives, feeds, sitemaps, redirects, search."""
