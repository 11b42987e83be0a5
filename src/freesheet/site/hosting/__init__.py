"""What a web server must know of the site: its headers and redirects, written for each kind of server."""
