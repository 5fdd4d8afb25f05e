/* version: versions of distributions and what is asked of them (PEP 440). */
#ifndef REMEDY_FACTS_VERSION_H
#define REMEDY_FACTS_VERSION_H

#include <stdbool.h>

enum fit_answer { VERSION_UNKNOWN = -1, VERSION_VIOLATES, VERSION_FITS };

/* Whether a version satisfies all specifiers of a list, ">=1.0,!=1.4.*,<2", or of
 * one of several lists between ||; an empty list is satisfied by all. Unknown
 * where either is of no such form. */
enum fit_answer version_fits(const char *version, const char *specifiers);

/* Whether all of the text is a version. */
bool version_valid(const char *version);

#endif
