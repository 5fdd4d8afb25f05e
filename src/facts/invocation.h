/* invocation: one call into a C library, made through libffi in a forked child
 * with a time limit. A crash or a hang there is an answer that is not known,
 * and nothing else. What the library prints is thrown away. */
#ifndef REMEDY_FACTS_INVOCATION_H
#define REMEDY_FACTS_INVOCATION_H

#include "facts/signature.h"

enum { INVOCATION_LIBRARIES = 8 };

struct invocation {
	const char *libraries[INVOCATION_LIBRARIES + 1]; /* sonames or absolute paths, NULL-terminated */
	struct signature *signature; /* NULL: only whether one can be loaded; the answer is its file's name */
	const char *arguments[SIGNATURE_PARAMETERS]; /* as written; "out" and "null" are words of ours */
	size_t argument_count;
	const char *exports; /* prefix of version names, instead of a call: the answer is the highest */
	const char *ok;      /* the result that means success, or NULL */
	bool gives_out;      /* the answer is what the first out-parameter got, not the result */
};

/* The answer, safe to print; NULL with the reason in *wrong (the dynamic
 * linker's own words where it is one of those), at the latest after 200 ms. */
const char *invocation_make(struct arena *a, const struct invocation *v, const char **wrong);

#endif
