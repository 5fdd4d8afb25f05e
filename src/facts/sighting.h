/* sighting: what a folder holds for an import: packages, modules, and extensions
 * for this interpreter, another ABI or another architecture. */
#ifndef REMEDY_FACTS_SIGHTING_H
#define REMEDY_FACTS_SIGHTING_H

#include "facts/interpreter.h"

/* The kinds of folder on sys.path. */
enum origin {
	ORIGIN_SCRIPT, /* the script's own folder, or the working directory */
	ORIGIN_PYTHONPATH,
	ORIGIN_STANDARD, /* the standard library and lib-dynload */
	ORIGIN_USER,     /* the user site directory */
	ORIGIN_SITE,
	ORIGIN_PTH,      /* named by a .pth file */
	ORIGIN_EDITABLE, /* mapped by an editable install's hook (editable.h) */
	ORIGIN_FRAME,    /* seen in the traceback: the program added it itself */
};

struct sighting {
	const char *file; /* what would be imported, or NULL */
	enum origin origin;
	bool space;             /* only a folder without __init__.py */
	const char *other_file; /* an extension for another ABI, or NULL */
	const char *abis;       /* all of those ABIs, as "3.11, 3.12", or NULL */
	const char *tag;        /* other_file's tag */
	const char *wrong_file; /* an extension for another architecture, or NULL */
};

/* Looks for a dotted name in one folder; adds to `sighting`. Without `extensions`
 * for Python files only, which needs no look at all that the folder holds. */
void sighting_look(struct facts *f, struct interpreter *i, const char *dir, const char *dotted, bool extensions,
		   struct sighting *sighting);

#endif
