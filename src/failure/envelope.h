/* envelope: lines of a log that stand in JSON, as docker's json-file driver keeps
 * them. */
#ifndef REMEDY_FAILURE_ENVELOPE_H
#define REMEDY_FAILURE_ENVELOPE_H

#include <stddef.h>

/* Makes the line what was logged, in place; returns its length, n where it is in no
 * envelope. */
size_t envelope_open(char *s, size_t n);

#endif
