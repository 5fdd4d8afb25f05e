/* native: facts that a C library tells. Declared in YAML as one call with a C
 * signature, made through libffi in a forked child with a time limit, so that
 * a crash or a hang there is a missing fact and nothing more. docs/facts.md has
 * the format. */
#ifndef REMEDY_FACTS_NATIVE_H
#define REMEDY_FACTS_NATIVE_H

#include "base/diagnostic.h"
#include "facts/fact.h"

/* `name` without "native.": "openssl", or "openssl.error" for why it is not known. */
struct value native_value(struct facts *f, const char *name);
bool native_known(struct facts *f, const char *name);
size_t native_count(struct facts *f);
/* Full names, two for each ("native.x", "native.x.error"), into room for 2 *
 * native_count; returns how many. */
size_t native_names(struct facts *f, const char **names);

/* Reads the entries of one file's text and adds them in front of what is known;
 * a bad entry costs itself and adds to d (may be NULL). */
void native_declare(struct facts *f, const char *file, const char *text, size_t size, struct diagnostics *d);

#endif
