/* module: the files that could satisfy an import, here and for the neighbours. */
#ifndef REMEDY_FACTS_MODULE_H
#define REMEDY_FACTS_MODULE_H

#include "facts/fact.h"
#include "facts/sighting.h"

struct place {
	const char *dir;
	enum origin origin;
	/* Of ORIGIN_EDITABLE: the one name that is found there, and as what. */
	const char *name;
	const char *as;
};

/* The failed interpreter's sys.path as far as it can be known, in order, closed
 * by a NULL dir; NULL if the interpreter is not known. */
const struct place *module_places(struct subject *s);

/* The group `module`, if it can stand in an import statement; else NULL. */
const char *module_asked(struct subject *s);
/* What provides it, by modules.yaml; or NULL. */
const struct module_entry *module_entry_of(struct subject *s);
/* Part of the executable: nothing to be found on the disk. */
bool module_is_builtin(const char *name);
/* A standard module of some version, by catalog or by our own table. */
bool module_is_standard(struct facts *f, const char *name);
/* Folders a program's own modules may be in, nearest first, each once: the script's,
 * those above it up to the project's root, the working one, the root's src and lib.
 * How many; 0 where the program is a library's. */
enum { OWN_FOLDERS = 24 };
size_t own_folders(struct subject *s, const char *dirs[OWN_FOLDERS]);
/* name.py or name/ with Python files in `dir`, or NULL. */
const char *module_beside(struct facts *f, const char *dir, const char *name);
/* "a" of "a.b.c". */
const char *module_top(struct arena *a, const char *dotted);

#endif
