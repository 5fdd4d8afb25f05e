/* requirement: what an install fix asks for, checked: PEP 508 names with extras
 * and version specifiers (no addresses, no markers), and only distributions that
 * the pattern's author wrote or the catalog knows. */
#ifndef REMEDY_HINT_REQUIREMENT_H
#define REMEDY_HINT_REQUIREMENT_H

#include "catalog/catalog.h"
#include "facts/facts.h"

struct requirement {
	const char *text;                 /* "numpy[dev]<2" */
	const char *name;                 /* "numpy" */
	const char *version;              /* "<2"; "" if none */
	const struct module_entry *entry; /* what the catalog knows of it, or NULL */
};

struct requirements {
	struct requirement *all;
	size_t count;
};

/* The requirements of a fix's value, which is a template. False if one of them
 * is none, is unknown, or was merely captured from what the program printed. */
bool requirements_read(struct arena *a, struct catalog *c, struct facts *f, const struct match *m, const char *template,
		       struct requirements *r);

/* Reads one requirement by its form alone; false if it is none. */
bool requirement_parse(struct arena *a, const char *s, size_t n, struct requirement *r);

#endif
