/* loaded: what the text of the failed script tells where the death itself told
 * nothing: a process that was killed or crashed leaves no traceback, but what it
 * had loaded is mostly what killed it. */
#ifndef REMEDY_FACTS_LOADED_H
#define REMEDY_FACTS_LOADED_H

#include "facts/fact.h"

/* The top-level names that it imports, "os, torch". */
struct value loaded_modules(struct subject *s);
/* The number that it gives sys.setrecursionlimit, "1000000" for 10**6. */
struct value loaded_recursion_limit(struct subject *s);

#endif
