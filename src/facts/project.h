/* project: the folder of files that the failed program belongs to. */
#ifndef REMEDY_FACTS_PROJECT_H
#define REMEDY_FACTS_PROJECT_H

#include "facts/fact.h"

/* Its root: the nearest folder upward of the script (of the working directory
 * where there is no script) that holds one of the usual files; NULL if none. */
const char *project_root(struct subject *s);
/* The folder the search starts in, or NULL. */
const char *project_start(struct subject *s);

/* Its requirements file, or NULL. */
const char *project_requirements(struct subject *s);

#endif
