/* jsontext: a jansson value as text that is safe to show. Control, bidi and
 * invisible characters stand in it as \uXXXX, so that a reader gets every text
 * as it was and a terminal, to which JSON is often printed, obeys none of it. */
#ifndef REMEDY_BASE_JSONTEXT_H
#define REMEDY_BASE_JSONTEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"

struct json_t;

/* Adds the value, on one line or indented by `indent` (0 to 31) spaces, without
 * a newline at its end. False where memory ran out; then nothing is added. */
bool jsontext_add(struct buf *out, const struct json_t *value, unsigned indent);
/* The same and a newline, to a stream. */
bool jsontext_print(FILE *out, const struct json_t *value, unsigned indent);

#endif
