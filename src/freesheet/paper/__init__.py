"""Everything about paper: typefaces, typesetting, fitting, folding and postage."""
