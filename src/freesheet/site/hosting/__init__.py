"""What a web server must know of the site: its headers and redirects, written for each kind of server."""

# Where the files lie on the server that the configurations are written for, with the host's name behind it.
ROOT = "/srv/"
