/* distribution: what is installed, from dist-info and egg-info folders. */
#ifndef REMEDY_FACTS_DISTRIBUTION_H
#define REMEDY_FACTS_DISTRIBUTION_H

#include "facts/module.h"

struct distribution {
	const char *name; /* as its metadata has it, or as its folder is named */
	const char *version;
	const char *file; /* its dist-info folder (or egg-info) */
};

/* A name by PEP 503: lower case, runs of -, _ and . as one "-". */
char *distribution_normal(struct arena *a, const char *name);
/* The installed distribution of that name, or the one whose top_level.txt or
 * RECORD has that import name. The first one on the path. */
bool distribution_named(struct facts *f, const struct place *places, const char *name, struct distribution *d);
bool distribution_providing(struct facts *f, const struct place *places, const char *import, struct distribution *d);

#endif
