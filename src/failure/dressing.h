/* dressing: what other programs put in front of every line: `app-1  | `,
 * `[rank0]: `, `(pid=123) `, a CI's or syslog's timestamps. */
#ifndef REMEDY_FAILURE_DRESSING_H
#define REMEDY_FAILURE_DRESSING_H

#include "failure/clean.h"

/* Takes the dressing off c->text, in place, and moves its segments along. Lines
 * of several named writers (`web-1  | `, `db-1  | `) are put together by writer.
 * A timestamp that only some lines have (Python's logging) stays: it tells where
 * a message ends. */
void dressing_remove(struct arena *a, struct cleaned *c);

#endif
